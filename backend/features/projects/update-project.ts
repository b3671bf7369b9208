import { changesBetween } from '../../core/changes.ts'
import type { Context } from '../../core/context.ts'
import type { Writer } from '../../core/database.ts'
import { allow, found } from '../../core/errors.ts'
import type { Entry } from '../../entries.ts'
import { accessGained, accessLost } from '../teams/journal.ts'
import type { UpdateProject } from './contract.ts'
import { projectUpdated } from './journal.ts'
import { mayEditProject, maySetProjectStatus } from './policy.ts'
import { shareProject } from './present.ts'
import {
  findVisibleProject,
  listProjectAudience,
  streamOfProject,
  streamsOfProjectPeople,
  type ProjectRow,
} from './queries.ts'
import { demandSense, knowPerson, takeProject, touchBoardsOfProject, withdraw } from './steps.ts'
import type { ProjectStatus } from './values.ts'

/** Changes a project; whoever comes to see it, or sees it no more, is told. */
export function updateProject(
  { actor, mutate, now }: Context,
  { project_id, version, status, ...fields }: UpdateProject,
) {
  const held = fields.visibility === undefined ? streamOfProject(project_id) : streamsOfProjectPeople(project_id)
  return mutate(held, async (write) => {
    const { row, access } = await takeProject(write, { project_id, version }, actor.user_id)
    const edits = Object.values(fields).some((value) => value !== undefined)
    allow(!edits || mayEditProject(access), 'project.edit_forbidden')
    allow(edits && status === undefined ? true : maySetProjectStatus(access), 'project.status_forbidden')
    const at = now()
    await knowPerson(write, fields.lead_id)
    const before = await shareProject(write, row)
    const saw = await listProjectAudience(write, project_id)
    const changed = await write
      .updateTable('projects')
      .set({
        ...fields,
        ...(status && { status }),
        ...archiving(row, status, at),
        version: row.version + 1,
        updated_at: at,
      })
      .where('id', '=', project_id)
      .returningAll()
      .executeTakeFirstOrThrow()
    await touchBoardsOfProject(write, project_id)
    const { lead_id, start_date, target_date } = fields
    if (lead_id !== undefined || start_date !== undefined || target_date !== undefined)
      await demandSense(write, changed)
    const { version: _, updated_at: __, ...visible } = await shareProject(write, changed)
    const project = await shareProject(write, changed)
    const turned = await tellThose(write, project, saw, at)
    const now_is = found(await findVisibleProject(write, project_id, actor.user_id), 'project')
    return {
      entries: [projectUpdated(project, changesBetween<object>(before, visible)), ...turned],
      result: await shareProject(write, now_is),
    }
  })
}

/** The status of an archived project is its archive; what it was before comes back with it. */
function archiving(row: ProjectRow, status: ProjectStatus | undefined, at: string) {
  return status === 'archived' ? { archived_at: at, archived_from: row.status } : {}
}

async function tellThose(
  write: Writer,
  { id, team_id }: { id: number; team_id: number },
  saw: number[],
  at: string,
): Promise<Entry[]> {
  const see = await listProjectAudience(write, id)
  const lost = saw.filter((user_id) => !see.includes(user_id))
  const gained = see.filter((user_id) => !saw.includes(user_id))
  return [
    ...(await withdraw(write, { user_ids: lost, project_ids: [id] }, at)),
    ...lost.map((user_id) => accessLost(user_id, { team_id, project_id: id })),
    ...gained.map((user_id) => accessGained(user_id, { team_id, project_id: id })),
  ]
}
