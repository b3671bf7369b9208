import { InlineKeyboard } from 'grammy'
import type { Notice } from '../../backend/features/notifications/contract.ts'
import type { NotificationKind } from '../../backend/features/notifications/values.ts'
import { isClosed } from '../../backend/features/tasks/values.ts'
import { sayMoment } from '../../backend/texts/moments.ts'
import { sayNotice } from '../../backend/texts/notices.ts'
import { translate } from '../../backend/texts/texts.ts'

export interface MessageSettings {
  web_base_url: string
  /** Telegram opens Mini Apps only at https addresses, the sandbox at any; elsewhere a link stands in the text. */
  opens_apps: boolean
}

/** Told to be known, with nothing to tick off. */
const NEWS: NotificationKind[] = ['unassigned', 'moved', 'mentioned', 'commented']
const HOUR = 60
const DAY = 24 * HOUR

/** A notification as Telegram's HTML, or as plain words where Telegram does not take the HTML. */
export function noticeText(notice: Notice, { web_base_url, opens_apps }: MessageSettings, plain: boolean): string {
  const { task } = notice
  const safe = plain ? (text: string) => text : escapeHtml
  const sentence = sayNotice(notice, (text, part) => (part === 'title' && !plain ? `<b>${safe(text)}</b>` : safe(text)))
  const link = task && !opens_apps ? `${web_base_url}/tasks/${task.id}` : undefined
  return [sentence, task && safe(detailsOf(notice, task)), link].filter(Boolean).join('\n')
}

/** What can be done about it, in one tap. */
export function noticeKeyboard({ kind, locale, task }: Notice, { web_base_url, opens_apps }: MessageSettings) {
  const keyboard = new InlineKeyboard()
  if (!task) return keyboard
  const t = (key: string) => translate(locale, `notification-button-${key}`)
  const open = !isClosed(task.status)
  if (open && !NEWS.includes(kind)) keyboard.text(t('done'), `done:${task.id}`)
  if (open && kind === 'assigned' && (task.status === 'todo' || task.status === 'backlog'))
    keyboard.text(t('start'), `move:${task.id}:in_progress`)
  if (open && (kind === 'due_soon' || kind === 'overdue')) {
    keyboard.text(t('hour'), `snooze:${task.id}:${HOUR}`).text(t('tomorrow'), `snooze:${task.id}:${DAY}`)
  }
  if (opens_apps) keyboard.row().webApp(t('open'), `${web_base_url}/tasks/${task.id}`)
  return keyboard
}

function detailsOf(notice: Notice, task: NonNullable<Notice['task']>): string {
  const { kind, locale } = notice
  const tells_due = kind === 'due_soon' || kind === 'overdue'
  const due =
    task.due_at && !tells_due ? translate(locale, 'notification-due', { when: sayMoment(task.due_at, notice) }) : ''
  const priority = task.priority === 'medium' ? '' : translate(locale, `priority-${task.priority}`)
  return [`#${task.id}`, task.project, due, priority].filter((part) => part !== '').join(' · ')
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
