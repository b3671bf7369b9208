import type { InlineKeyboardButton } from 'grammy/types'
import type { SharedTask, Task } from '../../backend/features/tasks/contract.ts'
import { isClosed } from '../../backend/features/tasks/values.ts'
import { sayMoment } from '../../backend/texts/moments.ts'
import { translate, type TextArgs } from '../../backend/texts/texts.ts'
import { appButton, appLine } from '../core/app-link.ts'
import type { BotSettings } from '../core/context.ts'
import { escapeHtml, shorten, type Here } from '../core/texts.ts'

const DESCRIPTION_SHOWN = 700

export interface CardView {
  task: Task
  project: string
  here: Here
  settings: Pick<BotSettings, 'web_base_url' | 'opens_apps'>
}

/** A task as a calm message, in HTML. */
export function taskCard({ task, project, here, settings }: CardView): string {
  const t = (key: string, args?: TextArgs) => translate(here.locale, key, args)
  const facts = [
    t('bot-card-status', { status: t(`status-${task.status}`) }),
    t('bot-card-priority', { priority: t(`priority-${task.priority}`) }),
    task.assignees.length > 0 && t('bot-card-assignees', { names: namesOf(task) }),
    task.due_at && dueLine(task, task.due_at, here),
    task.snoozed_until &&
      task.snoozed_until > here.now &&
      t('bot-card-snoozed', { when: sayMoment(task.snoozed_until, here) }),
  ]
  return [
    `<b>${escapeHtml(task.title)}</b>`,
    `#${task.id} · ${escapeHtml(project)}`,
    '',
    ...facts.filter((fact) => typeof fact === 'string').map(escapeHtml),
    ...(task.description ? ['', escapeHtml(shorten(task.description, DESCRIPTION_SHOWN))] : []),
  ]
    .join('\n')
    .concat(escapeHtml(appLine(settings, `/tasks/${task.id}`)))
}

/** What can be done from the message. Each button carries its whole wish; whether it is allowed is asked again when it is pressed. */
export function taskKeyboard({ task, here, settings }: CardView, me: number): InlineKeyboardButton[][] {
  const t = (key: string) => translate(here.locale, key)
  const { id, version } = task
  const open = !isClosed(task.status)
  const mine = task.assignees.some((person) => person.id === me)
  const asleep = task.snoozed_until !== null && task.snoozed_until > here.now
  const button = (key: string, data: string) => ({ text: t(key), callback_data: data })
  return [
    [
      ...(open && !mine && task.may.assign ? [button('bot-button-take', `take:${id}`)] : []),
      ...(open && task.may.move ? [button('bot-button-done', `done:${id}`)] : []),
      ...(!open && task.may.move ? [button('bot-button-reopen', `move:${id}:todo:${version}`)] : []),
    ],
    [
      ...(task.may.move ? [button('bot-button-move', `moves:${id}`)] : []),
      ...(open && task.may.move && !asleep ? [button('bot-button-snooze', `snoozes:${id}`)] : []),
      ...(asleep && task.may.move ? [button('bot-button-wake', `wake:${id}`)] : []),
    ],
    [...appButton(settings, t('bot-button-open'), `/tasks/${id}`), button('bot-button-list', 'list:tasks')],
  ].filter((row) => row.length > 0)
}

function dueLine(task: SharedTask, due_at: string, here: Here): string {
  const late = !isClosed(task.status) && due_at < here.now
  return translate(here.locale, late ? 'bot-card-overdue' : 'bot-card-due', { when: sayMoment(due_at, here) })
}

const namesOf = (task: SharedTask) => task.assignees.map(({ name }) => name).join(', ')
