import type { Reader } from '../../core/database.ts'
import { CLOSED_STATUSES } from '../tasks/values.ts'
import type { DayPart } from './values.ts'

export interface Day {
  now: string
  /** The first moment of tomorrow, where the person is. */
  tomorrow: string
}

/** What a person has to do: open, not put aside, given to them, or in their personal team with nobody's name on it. */
function ownTasks(db: Reader, user_id: number, now: string) {
  return db
    .selectFrom('tasks')
    .innerJoin('project_access', (join) =>
      join.onRef('project_access.project_id', '=', 'tasks.project_id').on('project_access.user_id', '=', user_id),
    )
    .innerJoin('teams', 'teams.id', 'tasks.team_id')
    .where('tasks.deleted_at', 'is', null)
    .where('tasks.status', 'not in', CLOSED_STATUSES)
    .where((eb) => eb.or([eb('tasks.snoozed_until', 'is', null), eb('tasks.snoozed_until', '<=', now)]))
    .where((eb) => {
      const assigned = eb.selectFrom('task_assignees').select('task_assignees.task_id')
      return eb.or([
        eb('tasks.id', 'in', assigned.where('task_assignees.user_id', '=', user_id)),
        eb.and([
          eb('teams.personal_of', '=', user_id),
          eb.not(eb.exists(assigned.whereRef('task_assignees.task_id', '=', 'tasks.id'))),
        ]),
      ])
    })
}

function ownTasksOf(db: Reader, user_id: number, part: DayPart, { now, tomorrow }: Day) {
  const tasks = ownTasks(db, user_id, now)
  switch (part) {
    case 'overdue':
      return tasks.where('tasks.due_at', '<', now)
    case 'today':
      return tasks.where('tasks.due_at', '>=', now).where('tasks.due_at', '<', tomorrow)
    case 'next':
      return tasks.where('tasks.due_at', '>=', tomorrow)
    case 'no_date':
      return tasks.where('tasks.due_at', 'is', null)
  }
}

/** One part of a day, the earliest due first and the oldest of those. */
export function listDayPart(db: Reader, user_id: number, part: DayPart, { limit, ...day }: Day & { limit: number }) {
  return ownTasksOf(db, user_id, part, day)
    .selectAll('tasks')
    .orderBy('tasks.due_at')
    .orderBy('tasks.id')
    .limit(limit)
    .execute()
}

export async function countDayPart(db: Reader, user_id: number, part: DayPart, day: Day): Promise<number> {
  const { count } = await ownTasksOf(db, user_id, part, day)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}
