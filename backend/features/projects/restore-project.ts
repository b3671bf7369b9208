import { changesBetween } from '../../core/changes.ts'
import type { Context } from '../../core/context.ts'
import type { Writer } from '../../core/database.ts'
import { allow, demand } from '../../core/errors.ts'
import { accessGained } from '../teams/journal.ts'
import type { ProjectById, SharedProject } from './contract.ts'
import { projectUpdated } from './journal.ts'
import { maySetProjectStatus } from './policy.ts'
import { shareProject } from './present.ts'
import { findTrashedProject, listProjectAudience, streamsOfProjectPeople, type ProjectRow } from './queries.ts'
import { takeProject } from './steps.ts'

/** Brings a project back: out of the trash to all who see it, or out of the archive to what it was before. */
export function restoreProject({ actor, mutate, now }: Context, { project_id }: ProjectById) {
  return mutate(streamsOfProjectPeople(project_id), async (write) => {
    const at = now()
    const trashed = await findTrashedProject(write, project_id, actor.user_id)
    if (trashed) {
      const { project, entry } = await change(write, trashed, { deleted_at: null }, at)
      const see = await listProjectAudience(write, project_id)
      const place = { team_id: project.team_id, project_id }
      return { entries: [entry, ...see.map((user_id) => accessGained(user_id, place))], result: project }
    }
    const { row, access } = await takeProject(write, { project_id, archived: true }, actor.user_id)
    allow(maySetProjectStatus(access), 'project.status_forbidden')
    demand(row.archived_at !== null, 'project.not_archived')
    const fields = { status: row.archived_from ?? 'active', archived_at: null, archived_from: null } as const
    const { project, entry } = await change(write, row, fields, at)
    return { entries: [entry], result: project }
  })
}

type Fields = Partial<Pick<ProjectRow, 'status' | 'archived_at' | 'archived_from' | 'deleted_at'>>

async function change(write: Writer, row: ProjectRow, fields: Fields, at: string) {
  const before = await shareProject(write, row)
  const changed = await write
    .updateTable('projects')
    .set({ ...fields, version: row.version + 1, updated_at: at })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  const project = await shareProject(write, changed)
  const { status, archived_at, deleted_at } = project
  const changes = changesBetween<Pick<SharedProject, 'status' | 'archived_at' | 'deleted_at'>>(before, {
    status,
    archived_at,
    deleted_at,
  })
  return { project, entry: projectUpdated(project, changes) }
}
