import type { Reader, Streams } from '../../core/database.ts'
import { streamOfTask } from '../tasks/queries.ts'
import type { TimeEntry } from './contract.ts'

function timeOf(db: Reader) {
  return db
    .selectFrom('time_entries')
    .innerJoin('users', 'users.id', 'time_entries.user_id')
    .select([
      'time_entries.id',
      'time_entries.task_id',
      'time_entries.user_id',
      'users.name',
      'time_entries.minutes',
      'time_entries.note',
      'time_entries.started_at',
    ])
}
type TimeRow = Awaited<ReturnType<ReturnType<typeof timeOf>['executeTakeFirstOrThrow']>>

/** What was spent on a task, newest first. */
export async function listTimeOf(db: Reader, task_id: number, page: { before?: number | undefined; limit: number }) {
  let query = timeOf(db).where('task_id', '=', task_id).orderBy('time_entries.id', 'desc').limit(page.limit)
  if (page.before !== undefined) query = query.where('time_entries.id', '<', page.before)
  return (await query.execute()).map(presentTime)
}

export async function findTime(db: Reader, ids: { time_id: number; task_id: number }): Promise<TimeEntry | undefined> {
  const row = await timeOf(db)
    .where('time_entries.id', '=', ids.time_id)
    .where('task_id', '=', ids.task_id)
    .executeTakeFirst()
  return row && presentTime(row)
}

/** The timer this person has running, on whatever task. */
export async function findRunning(db: Reader, user_id: number): Promise<TimeEntry | undefined> {
  const row = await timeOf(db).where('user_id', '=', user_id).where('minutes', 'is', null).executeTakeFirst()
  return row && presentTime(row)
}

export async function sumMinutes(db: Reader, task_id: number): Promise<number> {
  const { sum } = await db
    .selectFrom('time_entries')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number | string>('minutes'), eb.lit(0)).as('sum'))
    .where('task_id', '=', task_id)
    .executeTakeFirstOrThrow()
  return Number(sum)
}

/** The streams of the task, of the one whose timer stops, and of the person, so that they have one timer at a time. */
export function streamsOfTimer(task_id: number, user_id: number): Streams {
  return async (db) => {
    const running = await findRunning(db, user_id)
    const other = running ? await streamOfTask(running.task_id)(db) : []
    return [...new Set([`user:${user_id}`, ...(await streamOfTask(task_id)(db)), ...other])]
  }
}

function presentTime({ user_id, name, ...row }: TimeRow): TimeEntry {
  return { ...row, user: { id: user_id, name } }
}
