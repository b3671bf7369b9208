import type { Writer } from '../../core/database.ts'
import { demand, found, Problem } from '../../core/errors.ts'
import { firstPositions, positionBetween } from '../../core/position.ts'
import type { Entry } from '../../entries.ts'
import { translate, type Locale } from '../../texts/texts.ts'
import { accessGained, accessLost } from '../teams/journal.ts'
import { taskUpdated } from '../tasks/journal.ts'
import { shareTask } from '../tasks/present.ts'
import { changeTask } from '../tasks/steps.ts'
import type { SharedProject } from './contract.ts'
import { projectUpdated } from './journal.ts'
import { demandOpen } from './open-steps.ts'
import { shareProject } from './present.ts'
import {
  findAccess,
  findVisibleProject,
  listProjectAudience,
  listVisibleProjectIds,
  type Access,
  type ProjectRow,
} from './queries.ts'
import { FIRST_COLUMNS, type Movers, type ProjectStatus, type Visibility } from './values.ts'

interface NewProject {
  team_id: number
  name: string
  client: string | null
  description: string
  status: ProjectStatus
  visibility: Visibility
  movers: Movers
  created_by: number
  lead_id?: number | null
  start_date?: string | null
  target_date?: string | null
  color?: ProjectRow['color']
}

/** A project with one board, whose columns are named in the language of its maker. */
export async function makeProject(
  write: Writer,
  project: NewProject,
  { at, locale }: { at: string; locale: Locale },
): Promise<SharedProject> {
  await knowPerson(write, project.lead_id)
  const row = await write
    .insertInto('projects')
    .values({ ...project, archived_at: project.status === 'archived' ? at : null, created_at: at, updated_at: at })
    .returningAll()
    .executeTakeFirstOrThrow()
  await makeBoard(
    write,
    { project_id: row.id, team_id: row.team_id, name: translate(locale, 'board-first-name') },
    { at, locale },
  )
  await demandSense(write, row)
  return shareProject(write, row)
}

export async function makeBoard(
  write: Writer,
  board: { project_id: number; team_id: number; name: string },
  { at, locale }: { at: string; locale: Locale },
): Promise<{ id: number }> {
  const last = await write
    .selectFrom('boards')
    .select('position')
    .where('project_id', '=', board.project_id)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  const position = positionBetween(last?.position, undefined)
  const row = await write
    .insertInto('boards')
    .values({ ...board, position, created_at: at, updated_at: at })
    .returning('id')
    .executeTakeFirstOrThrow()
  const positions = firstPositions(FIRST_COLUMNS.length)
  await write
    .insertInto('columns')
    .values(
      FIRST_COLUMNS.map((status, index) => ({
        board_id: row.id,
        name: translate(locale, `status-${status}`),
        status,
        position: positions[index] ?? '',
        wip_limit: null,
        color: null,
        created_at: at,
        deleted_at: null,
      })),
    )
    .execute()
  return row
}

/** The project and the person's place in it; 404 if they don't see it, 409 if they saw an older version, 422 if it is archived and that matters. */
export async function takeProject(
  write: Writer,
  ids: { project_id: number; version?: number | undefined; archived?: true },
  user_id: number,
): Promise<{ row: ProjectRow; access: Access }> {
  const access = found(await findAccess(write, ids.project_id, user_id), 'project')
  const row = found(await findVisibleProject(write, ids.project_id, user_id), 'project')
  if (ids.version !== undefined && ids.version !== row.version) throw new Problem('project.stale', 409)
  if (!ids.archived) demandOpen(access)
  return { row, access }
}

/** Takes people out of the tasks of projects that they no longer see: what they were to do there, and its reminders. */
export async function withdraw(
  write: Writer,
  { user_ids, project_ids }: { user_ids: number[]; project_ids: number[] },
  at: string,
): Promise<Entry[]> {
  if (user_ids.length === 0 || project_ids.length === 0) return []
  const entries: Entry[] = []
  for (const row of await listTasksOf(write, { user_ids, project_ids })) {
    const task = await shareTask(write, row)
    await write.deleteFrom('task_assignees').where('task_id', '=', row.id).where('user_id', 'in', user_ids).execute()
    const changed = await changeTask(write, { row, task }, {}, at, (now) => shareTask(write, now))
    if (row.deleted_at === null) entries.push(taskUpdated(changed.task, changed.changes))
  }
  entries.push(...(await withdrawLeads(write, { user_ids, project_ids }, at)))
  await write
    .deleteFrom('reminders')
    .where('user_id', 'in', user_ids)
    .where('fired_at', 'is', null)
    .where('task_id', 'in', (eb) => eb.selectFrom('tasks').select('id').where('project_id', 'in', project_ids))
    .execute()
  return entries
}

/** Nobody leads what they don't see. */
async function withdrawLeads(
  write: Writer,
  { user_ids, project_ids }: { user_ids: number[]; project_ids: number[] },
  at: string,
): Promise<Entry[]> {
  const rows = await write
    .selectFrom('projects')
    .selectAll()
    .where('id', 'in', project_ids)
    .where('lead_id', 'in', user_ids)
    .execute()
  const entries: Entry[] = []
  for (const row of rows) {
    const { lead } = await shareProject(write, row)
    const changed = await write
      .updateTable('projects')
      .set({ lead_id: null, version: row.version + 1, updated_at: at })
      .where('id', '=', row.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    entries.push(projectUpdated(await shareProject(write, changed), { lead: { from: lead, to: null } }))
  }
  return entries
}

/** Somebody who does not exist is answered like somebody who does not see the project. */
export async function knowPerson(write: Writer, user_id: number | null | undefined): Promise<void> {
  if (user_id === null || user_id === undefined) return
  found(await write.selectFrom('users').select('id').where('id', '=', user_id).executeTakeFirst(), 'user')
}

/** Whoever leads a project sees it, and it starts before it ends. */
export async function demandSense(write: Writer, { id, lead_id, start_date, target_date }: ProjectRow): Promise<void> {
  if (lead_id !== null) {
    const see = await listProjectAudience(write, id)
    found(see.includes(lead_id) ? lead_id : undefined, 'user')
  }
  demand(start_date === null || target_date === null || start_date <= target_date, 'project.target_before_start')
}

/** Tells one person's devices which projects of the team they see now and did not before, or the other way round. */
export async function followAccess(
  write: Writer,
  { team_id, user_id, seen }: { team_id: number; user_id: number; seen: number[] },
  at: string,
): Promise<Entry[]> {
  const sees = await listVisibleProjectIds(write, team_id, user_id)
  const lost = seen.filter((id) => !sees.includes(id))
  const gained = sees.filter((id) => !seen.includes(id))
  return [
    ...(await withdraw(write, { user_ids: [user_id], project_ids: lost }, at)),
    ...lost.map((project_id) => accessLost(user_id, { team_id, project_id })),
    ...gained.map((project_id) => accessGained(user_id, { team_id, project_id })),
  ]
}

/** A guest leads no project. */
export async function leaveManagingToOthers(
  write: Writer,
  { team_id, user_id }: { team_id: number; user_id: number },
): Promise<void> {
  await write
    .updateTable('project_members')
    .set({ role: 'member' })
    .where('user_id', '=', user_id)
    .where('role', '=', 'manager')
    .where('project_id', 'in', (eb) => eb.selectFrom('projects').select('id').where('team_id', '=', team_id))
    .execute()
}

/** Boards show who is there, so their cached bytes are old when that changes. */
export async function touchBoardsOfTeam(write: Writer, team_id: number): Promise<void> {
  await growCounters(write).where('team_id', '=', team_id).execute()
}

export async function touchBoardsOfProject(write: Writer, project_id: number): Promise<void> {
  await growCounters(write).where('project_id', '=', project_id).execute()
}

/** The boards on which this person's name may stand. */
export async function touchBoardsOfPerson(write: Writer, user_id: number): Promise<void> {
  await growCounters(write)
    .where('team_id', 'in', (eb) => eb.selectFrom('team_members').select('team_id').where('user_id', '=', user_id))
    .execute()
}

function growCounters(write: Writer) {
  return write.updateTable('boards').set((eb) => ({ counter: eb('counter', '+', 1) }))
}

function listTasksOf(write: Writer, { user_ids, project_ids }: { user_ids: number[]; project_ids: number[] }) {
  return write
    .selectFrom('tasks')
    .selectAll()
    .where('project_id', 'in', project_ids)
    .where('id', 'in', (eb) => eb.selectFrom('task_assignees').select('task_id').where('user_id', 'in', user_ids))
    .orderBy('id')
    .execute()
}
