import { Composer } from 'grammy'
import { DateTime } from 'luxon'
import { finishTask } from '../../backend/features/tasks/finish-task.ts'
import { getTask } from '../../backend/features/tasks/get-task.ts'
import { moveTask } from '../../backend/features/tasks/move-task.ts'
import { snoozeTask } from '../../backend/features/tasks/snooze-task.ts'
import { updateTask } from '../../backend/features/tasks/update-task.ts'
import { MoveTask, SnoozeTask, TaskById, UpdateTask } from '../../backend/features/tasks/contract.ts'
import { isClosed, STATUSES } from '../../backend/features/tasks/values.ts'
import { Problem } from '../../backend/core/errors.ts'
import type { BotContext } from '../core/context.ts'
import { textOfProblem } from '../core/refusals.ts'
import { shorten } from '../core/texts.ts'
import { asHtml, cardOf, showTask, viewTask } from './show-task.ts'
import { taskCard } from './card.ts'

/** Minutes, or a part of the day. */
const SNOOZES = ['60', 'evening', 'tomorrow', 'monday'] as const
const EVENING = 19
const MORNING = 9

/** The buttons of a task's card, wherever it stands: `<wish>:<task>`. The card is edited in place. */
export function cardButtons(): Composer<BotContext> {
  const buttons = new Composer<BotContext>()

  buttons.callbackQuery(/^card:(\d+)$/, async (ctx) => {
    await showTask(ctx, await ctx.see(getTask, TaskById.parse({ task_id: ctx.match[1] })))
    await ctx.answerCallbackQuery()
  })

  buttons.callbackQuery(/^done:(\d+)$/, async (ctx) => {
    const task = await ctx.run(finishTask, TaskById.parse({ task_id: ctx.match[1] }))
    await ctx.answerCallbackQuery(ctx.t('bot-finished', { title: shorten(task.title, 100) }))
    await showTask(ctx, task)
  })

  buttons.callbackQuery(/^take:(\d+)$/, async (ctx) => {
    const { task_id } = TaskById.parse({ task_id: ctx.match[1] })
    const { id, version, assignees } = await ctx.see(getTask, { task_id })
    const people = [...new Set([...assignees.map((person) => person.id), ctx.actor.user_id])]
    const taken = people.length > assignees.length
    const wish = UpdateTask.parse({ task_id: id, version, assigned_to: people })
    const task = taken ? await ctx.run(updateTask, wish) : await ctx.see(getTask, { task_id })
    await ctx.answerCallbackQuery(ctx.t('bot-taken'))
    await showTask(ctx, task)
  })

  buttons.callbackQuery(/^moves:(\d+)$/, async (ctx) => {
    const task = await ctx.see(getTask, TaskById.parse({ task_id: ctx.match[1] }))
    const rows = STATUSES.filter((status) => status !== task.status).map((status) => [
      { text: ctx.t(`status-${status}`), callback_data: `move:${task.id}:${status}:${task.version}` },
    ])
    await showMenu(ctx, task.id, rows)
  })

  buttons.callbackQuery(/^move:(\d+):([a-z_]+)(?::(\d+))?$/, async (ctx) => {
    const [, task_id, status, version] = ctx.match
    const wish = MoveTask.parse({ task_id, status, ...(version && { version: Number(version) }) })
    const task = await refreshIfStale(ctx, wish.task_id, () => ctx.run(moveTask, wish))
    if (!task) return
    await ctx.answerCallbackQuery(ctx.t('bot-moved', { status: ctx.t(`status-${task.status}`) }))
    await showTask(ctx, task)
  })

  buttons.callbackQuery(/^snoozes:(\d+)$/, async (ctx) => {
    const task = await ctx.see(getTask, TaskById.parse({ task_id: ctx.match[1] }))
    if (isClosed(task.status)) throw new Problem('task.closed', 422)
    const rows = SNOOZES.map((until) => [
      { text: ctx.t(`bot-snooze-${until}`), callback_data: `snooze:${task.id}:${until}` },
    ])
    await showMenu(ctx, task.id, rows)
  })

  buttons.callbackQuery(/^snooze:(\d+):(evening|tomorrow|monday|\d{1,5})$/, async (ctx) => {
    const until = momentOf(ctx.match[2] ?? '', ctx.hand.at, ctx.actor.time_zone)
    const task = await ctx.run(snoozeTask, SnoozeTask.parse({ task_id: ctx.match[1], until }))
    await ctx.answerCallbackQuery(ctx.t('bot-snoozed'))
    await showTask(ctx, task)
  })

  buttons.callbackQuery(/^wake:(\d+)$/, async (ctx) => {
    const task = await ctx.run(snoozeTask, SnoozeTask.parse({ task_id: ctx.match[1], until: null }))
    await ctx.answerCallbackQuery(ctx.t('bot-woken'))
    await showTask(ctx, task)
  })

  return buttons
}

type Rows = { text: string; callback_data: string }[][]

/** The card with other buttons, and the way back to its own. */
async function showMenu(ctx: BotContext, task_id: number, rows: Rows) {
  const view = await viewTask(ctx, await ctx.see(getTask, { task_id }))
  const back = [{ text: ctx.t('bot-button-back'), callback_data: `card:${task_id}` }]
  await ctx.editMessageText(taskCard(view), asHtml({ text: '', rows: [...rows, back] }))
  await ctx.answerCallbackQuery()
}

/** A wish about an older state of the task is not guessed at: the card shows how it is now, and the next press is about that. */
async function refreshIfStale<T>(ctx: BotContext, task_id: number, work: () => Promise<T>): Promise<T | undefined> {
  const { result, refused } = await ctx.attempt(work)
  if (refused === undefined) return result
  if (refused === 'task.stale') {
    const { text, rows } = await cardOf(ctx, await ctx.see(getTask, { task_id }))
    await ctx.editMessageText(text, asHtml({ text, rows }))
  }
  const text = refused === 'task.stale' ? ctx.t('bot-card-stale') : textOfProblem(ctx.locale, refused)
  await ctx.answerCallbackQuery({ text, show_alert: true })
  return undefined
}

function momentOf(wish: string, now: string, zone: string): string {
  const here = DateTime.fromISO(now, { zone }).set({ second: 0, millisecond: 0 })
  const evening = here.set({ hour: EVENING, minute: 0 })
  const named = new Map([
    ['evening', evening > here ? evening : evening.plus({ days: 1 })],
    ['tomorrow', here.plus({ days: 1 }).set({ hour: MORNING, minute: 0 })],
    ['monday', here.plus({ days: 8 - here.weekday }).set({ hour: MORNING, minute: 0 })],
  ])
  const moment = named.get(wish) ?? here.plus({ minutes: Math.max(2, Number(wish)) })
  return moment.toUTC().toISO() ?? now
}
