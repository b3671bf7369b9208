import type { Notice } from '../features/notifications/contract.ts'
import { sayMoment } from './moments.ts'
import { translate, type TextArgs } from './texts.ts'

type Spelling = (text: string, part: 'title' | 'word') => string
const plain: Spelling = (text) => text

/** The sentence of a notification. `spell` makes people's own words safe (and the title bold) where the text has markup. */
export function sayNotice(notice: Notice, spell: Spelling = plain): string {
  const { args, locale, task, team } = notice
  const when = task?.due_at ? sayMoment(task.due_at, notice) : ''
  const texts: TextArgs = {
    actor: spell(args.actor ?? '', 'word'),
    title: spell(task?.title ?? '', 'title'),
    team: spell(team ?? '', 'title'),
    from: args.from ? translate(locale, `status-${args.from}`) : '',
    to: args.to ? translate(locale, `status-${args.to}`) : '',
    excerpt: spell(notice.excerpt ?? '', 'word'),
    when,
  }
  return translate(locale, `notification-${variantOf(notice, when)}`, texts)
}

function variantOf({ kind, args, excerpt }: Notice, when: string): string {
  if (kind === 'moved' && args.to === 'done') return 'done'
  if ((kind === 'mentioned' || kind === 'commented') && !excerpt) return `${kind}-gone`
  if (kind === 'due_soon' && when === '') return 'due_soon-open'
  return kind
}
