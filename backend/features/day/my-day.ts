import { DateTime } from 'luxon'
import type { Context } from '../../core/context.ts'
import type { Nothing } from '../../core/contract.ts'
import { shareTasks } from '../tasks/present.ts'
import { countDayPart, listDayPart, type Day } from './queries.ts'
import { MOST_OF_PART, type DayPart } from './values.ts'

/** What the person has to do: late, today, later and without a date, by the days of where they are. */
export async function myDay({ actor, read, now }: Context, _: Nothing) {
  const here = DateTime.fromISO(now(), { zone: actor.time_zone })
  const tomorrow = here.plus({ days: 1 }).startOf('day').toJSDate().toISOString()
  const day: Day = { now: now(), tomorrow }
  const part = async (name: DayPart) => {
    const rows = await listDayPart(read, actor.user_id, name, { ...day, limit: MOST_OF_PART })
    const count = rows.length < MOST_OF_PART ? rows.length : await countDayPart(read, actor.user_id, name, day)
    return { tasks: await shareTasks(read, rows), count }
  }
  const [overdue, today] = [await part('overdue'), await part('today')]
  const [next, no_date] = [await part('next'), await part('no_date')]
  return {
    day: here.toFormat('yyyy-MM-dd'),
    time_zone: actor.time_zone,
    overdue: overdue.tasks,
    today: today.tasks,
    next: next.tasks,
    no_date: no_date.tasks,
    counts: { overdue: overdue.count, today: today.count, next: next.count, no_date: no_date.count },
  }
}
