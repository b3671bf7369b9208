import type { Reader } from '../../core/database.ts'
import { found } from '../../core/errors.ts'
import { listProjectLabels } from '../labels/queries.ts'
import { mayCreateTask } from '../tasks/policy.ts'
import { shareTasks } from '../tasks/present.ts'
import type { Project, ProjectMay, ProjectMember, SharedProject, WholeBoard } from './contract.ts'
import { mayDeleteProject, mayEditProject, mayManageProjectMembers, maySetProjectStatus } from './policy.ts'
import {
  findAccess,
  findVisibleBoard,
  listBoardsOf,
  listBoardTasks,
  listColumns,
  listLeads,
  listPeopleOfProject,
  type Access,
  type BoardRow,
  type listProjectMembers,
  type ProjectRow,
} from './queries.ts'

/** Projects as everybody who sees them sees them. */
export async function shareProjects(db: Reader, rows: ProjectRow[]): Promise<SharedProject[]> {
  const ids = rows.map((row) => row.id)
  const boards = ids.length === 0 ? [] : await listBoardsOf(db, ids)
  const leads = await listLeads(db, rows)
  return rows.map(({ created_by: _, archived_from: __, lead_id, ...row }) => ({
    ...row,
    lead: leads.find(({ id }) => id === lead_id) ?? null,
    boards: boards.filter((board) => board.project_id === row.id).map(({ id, name }) => ({ id, name })),
  }))
}

export async function shareProject(db: Reader, row: ProjectRow): Promise<SharedProject> {
  const [project] = await shareProjects(db, [row])
  if (!project) throw new Error('one row is one project')
  return project
}

/** One project with what this person may do in it; nothing once it is deleted. */
export async function projectFor(db: Reader, project: SharedProject, user_id: number): Promise<Project> {
  const access = await findAccess(db, project.id, user_id)
  return { ...project, may: access ? whatMay(access) : NOTHING }
}

const NOTHING: ProjectMay = {
  edit: false,
  delete: false,
  set_status: false,
  create_tasks: false,
  manage_members: false,
}

function whatMay(access: Access): ProjectMay {
  if (access.archived_at !== null) return { ...NOTHING, delete: mayDeleteProject(access), set_status: false }
  return {
    edit: mayEditProject(access),
    delete: mayDeleteProject(access),
    set_status: maySetProjectStatus(access),
    create_tasks: mayCreateTask(access),
    manage_members: mayManageProjectMembers(access),
  }
}

export function shareProjectMember(row: Awaited<ReturnType<typeof listProjectMembers>>[number]): ProjectMember {
  const { id, name, role, joined_at } = row
  return { user: { id, name }, role, joined_at }
}

/** Everything a board shows. It holds nothing that depends on who asks: the same bytes serve everybody. */
export async function wholeBoard(db: Reader, board: BoardRow): Promise<WholeBoard> {
  const { id, name, project_id, team_id, counter, version } = board
  return {
    board: { id, name, project_id, team_id, counter, version },
    columns: await listColumns(db, id),
    tasks: await shareTasks(db, await listBoardTasks(db, id)),
    labels: await listProjectLabels(db, project_id),
    members: await listPeopleOfProject(db, project_id),
  }
}

/** The same for one person, if they see it now: a repeated request is answered even after they were taken out. */
export async function boardFor(db: Reader, { id }: Pick<BoardRow, 'id'>, user_id: number): Promise<WholeBoard> {
  return wholeBoard(db, found(await findVisibleBoard(db, id, user_id), 'board'))
}
