import { changesBetween } from '../../core/changes.ts'
import type { Context } from '../../core/context.ts'
import { allow, found } from '../../core/errors.ts'
import { localeOf } from '../../texts/texts.ts'
import type { CreateBoard, SharedProject } from './contract.ts'
import { projectUpdated } from './journal.ts'
import { mayCreateBoards } from './policy.ts'
import { shareProject } from './present.ts'
import { findVisibleBoard, streamOfProject } from './queries.ts'
import { makeBoard, takeProject } from './steps.ts'

/** Another board of a project, with the first columns. */
export function createBoard({ actor, mutate, now }: Context, { project_id, name }: CreateBoard) {
  return mutate(streamOfProject(project_id), async (write) => {
    const { row, access } = await takeProject(write, { project_id }, actor.user_id)
    allow(mayCreateBoards(access), 'board.create_forbidden')
    const at = now()
    const before = await shareProject(write, row)
    const place = { project_id, team_id: row.team_id, name }
    const { id } = await makeBoard(write, place, { at, locale: localeOf(actor.locale) })
    const changed = await write
      .updateTable('projects')
      .set({ version: row.version + 1, updated_at: at })
      .where('id', '=', project_id)
      .returningAll()
      .executeTakeFirstOrThrow()
    const project = await shareProject(write, changed)
    const changes = changesBetween<Pick<SharedProject, 'boards'>>(before, { boards: project.boards })
    const board = found(await findVisibleBoard(write, id, actor.user_id), 'board')
    return { entries: [projectUpdated(project, changes)], result: board }
  })
}
