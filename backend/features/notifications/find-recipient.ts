import type { Reader } from '../../core/database.ts'
import { excerptOf } from '../../core/excerpt.ts'
import { findUser, type User } from '../people/queries.ts'
import { listAssignees } from '../tasks/queries.ts'
import type { Notice, NoticeArgs } from './contract.ts'
import { isStillTrue } from './policy.ts'
import { findNoticeTask, findNoticeTeam, listNoticeComments } from './queries.ts'
import type { NotificationKind } from './values.ts'

interface Waiting {
  user_id: number
  kind: NotificationKind
  task_id: number | null
  team_id: number | null
  args: string
}
interface Recipient {
  person: User
  notice: Notice
}

/** Who gets it and what it says at this moment; or why it is told no more, if the person lost sight of it or it is settled. */
export async function findRecipient(read: Reader, row: Waiting, now: string): Promise<Recipient | { dropped: string }> {
  const person = await findUser(read, row.user_id)
  if (!person) return { dropped: 'person_gone' }
  const team = row.team_id === null ? null : await findNoticeTeam(read, row.team_id, row.user_id)
  const task = row.task_id === null ? null : await findNoticeTask(read, row.task_id, row.user_id)
  if (team === undefined || task === undefined) return { dropped: 'no_access' }
  if (task && !isStillTrue(row.kind, row.user_id, { ...task, assignee_ids: await listIds(read, task.id) }))
    return { dropped: 'settled' }
  const { locale, time_zone } = person
  const args = JSON.parse(row.args) as NoticeArgs
  const said = args.comment_id === undefined ? '' : await findSaid(read, args.comment_id)
  if (said === undefined) return { dropped: 'settled' }
  const excerpt = excerptOf(said)
  return { person, notice: { kind: row.kind, args, locale, time_zone, now, task, team: team?.name ?? null, excerpt } }
}

async function findSaid(read: Reader, comment_id: number): Promise<string | undefined> {
  return (await listNoticeComments(read, [comment_id])).get(comment_id)
}

async function listIds(read: Reader, task_id: number): Promise<number[]> {
  const people = await listAssignees(read, [task_id])
  return (people.get(task_id) ?? []).map(({ id }) => id)
}
