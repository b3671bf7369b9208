import type { InlineKeyboardButton } from 'grammy/types'
import { TITLE_LENGTH, PRIORITIES, type Priority } from '../../backend/features/tasks/values.ts'
import { readDate } from '../core/dates.ts'
import { choice, look, type Screen, type Talk } from '../core/talk.ts'
import { escapeHtml, shorten } from '../core/texts.ts'
import { hereOf } from './show-task.ts'
import { listPeople, listPlaces, type Named } from './places.ts'

/** What is known of the task so far. */
export interface Draft {
  title?: string
  /** Null is the personal project. */
  project?: Named | null
  assignee?: Named | null
  due_at?: string | null
  priority?: Priority
}

/** What a step ends with: something learnt, or where to go. */
export type Step = (talk: Talk, screen: Screen, draft: Draft) => Promise<Draft | 'back' | 'cancel'>

const PAGE = 6

/** The buttons every question has. */
function ways(screen: Screen, { skip = true, back = true } = {}): InlineKeyboardButton[][] {
  const row = [
    ...(back ? [choice(screen.t('bot-button-back'), 'back')] : []),
    ...(skip ? [choice(screen.t('bot-button-skip'), 'skip')] : []),
    choice(screen.t('bot-button-cancel'), 'cancel'),
  ]
  return [row]
}

export const askTitle: Step = async (_talk, screen) => {
  let text = screen.t('bot-new-title')
  for (;;) {
    await screen.show(text, ways(screen, { skip: false, back: false }))
    const { pressed, written } = await screen.reply()
    if (pressed === 'cancel') return 'cancel'
    const title = written?.trim() ?? ''
    if (title.length > 0 && title.length <= TITLE_LENGTH) return { title }
    text = screen.t('bot-new-title-again', { most: TITLE_LENGTH })
  }
}

export const askProject: Step = async (talk, screen) => {
  const places = await look(talk, listPlaces)
  const chosen = await askOneOf(screen, places, {
    text: screen.t('bot-new-project'),
    again: screen.t('bot-new-project-again'),
    first: [choice(screen.t('bot-new-project-own'), 'skip')],
  })
  if (chosen === 'back' || chosen === 'cancel') return chosen
  return { project: chosen === 'skip' ? null : chosen }
}

/** In one's own project there is nobody else to ask. */
export const askAssignee: Step = async (talk, screen, { project }) => {
  if (!project) return { assignee: null }
  const people = await look(talk, (ctx) => listPeople(ctx, project.id))
  const chosen = await askOneOf(screen, people, {
    text: screen.t('bot-new-assignee'),
    again: screen.t('bot-new-assignee-again'),
    first: [],
  })
  if (chosen === 'back' || chosen === 'cancel') return chosen
  return { assignee: chosen === 'skip' ? null : chosen }
}

const DUES = { today: 'сегодня', tomorrow: 'завтра', monday: 'в понедельник' } as const

export const askDue: Step = async (talk, screen) => {
  let text = screen.t('bot-new-due')
  const quick = Object.keys(DUES).map((name) => choice(screen.t(`bot-due-${name}`), `due:${name}`))
  for (;;) {
    await screen.show(text, [quick, ...ways(screen)])
    const { pressed, written } = await screen.reply()
    if (pressed === 'back' || pressed === 'cancel') return pressed
    if (pressed === 'skip') return { due_at: null }
    const said = written ?? DUES[(pressed ?? '').slice('due:'.length) as keyof typeof DUES]
    const here = await look(talk, (ctx) => Promise.resolve(hereOf(ctx)))
    const read = readDate(said, { now: here.now, zone: here.time_zone, locale: here.locale })
    if ('at' in read) return { due_at: read.at }
    text = screen.t(`bot-new-due-${read.refused}`)
  }
}

export const askPriority: Step = async (_talk, screen) => {
  const names = PRIORITIES.map((priority) => screen.t(`priority-${priority}`))
  const rows = PRIORITIES.map((priority, index) => choice(names[index] ?? '', `priority:${priority}`))
  let text = screen.t('bot-new-priority')
  for (;;) {
    await screen.show(text, [rows.slice(0, 2), rows.slice(2), ...ways(screen)])
    const { pressed, written } = await screen.reply()
    if (pressed === 'back' || pressed === 'cancel') return pressed
    if (pressed === 'skip') return { priority: 'medium' }
    const said = written?.trim().toLowerCase()
    const priority = PRIORITIES.find(
      (one, index) => pressed === `priority:${one}` || said === one || said === names[index]?.toLowerCase(),
    )
    if (priority) return { priority }
    text = screen.t('bot-new-priority-again')
  }
}

interface Choosing {
  text: string
  again: string
  first: InlineKeyboardButton[]
}

/** One of several by button, page by page, or by writing its number, name or @name. */
async function askOneOf(screen: Screen, items: Named[], { text, again, first }: Choosing) {
  const pages = Math.max(1, Math.ceil(items.length / PAGE))
  let asked = text
  for (let page = 0; ;) {
    const rows = items
      .slice(page * PAGE, (page + 1) * PAGE)
      .map(({ id, name }) => [choice(shorten(name, 40), `pick:${id}`)])
    const turns = [choice('‹', `page:${(page + pages - 1) % pages}`), choice('›', `page:${(page + 1) % pages}`)]
    await screen.show(asked, [
      ...(first.length > 0 ? [first] : []),
      ...rows,
      ...(pages > 1 ? [turns] : []),
      ...ways(screen),
    ])
    const { pressed, written } = await screen.reply()
    if (pressed === 'back' || pressed === 'cancel' || pressed === 'skip') return pressed
    const [kind, value] = (pressed ?? '').split(':')
    if (kind === 'page') page = Number(value)
    const chosen = kind === 'pick' ? items.find(({ id }) => id === Number(value)) : findNamed(items, written ?? '')
    if (chosen) return chosen
    asked = kind === 'page' ? text : `${again}${written === undefined ? '' : `: ${escapeHtml(shorten(written, 60))}`}`
  }
}

/** By number, whole name, @name, or the beginning of exactly one name. */
export function findNamed<T extends Named>(items: T[], written: string): T | undefined {
  const said = written.trim().replace(/^[#@]/, '').toLowerCase()
  if (said === '') return undefined
  const exact = items.find(
    ({ id, name, username }) => String(id) === said || name.toLowerCase() === said || username?.toLowerCase() === said,
  )
  const beginning = items.filter(({ name }) => name.toLowerCase().startsWith(said))
  return exact ?? (beginning.length === 1 ? beginning[0] : undefined)
}
