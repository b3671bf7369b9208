import { del, get, patch, post, type Showing } from '../../core/routes.ts'
import {
  BoardById,
  CopyProject,
  CreateBoard,
  CreateProject,
  ListProjectMembers,
  ListProjects,
  Project,
  ProjectById,
  ProjectMember,
  ProjectMemberById,
  ProjectMemberPage,
  ProjectPage,
  SetProjectMember,
  UpdateProject,
  WholeBoard,
  type SharedProject,
} from './contract.ts'
import { archiveProject } from './archive-project.ts'
import { copyProject } from './copy-project.ts'
import { createBoard } from './create-board.ts'
import { createProject } from './create-project.ts'
import { deleteProject } from './delete-project.ts'
import { findBoard } from './find-board.ts'
import { findProject } from './find-project.ts'
import { listProjectMembers } from './list-project-members.ts'
import { listProjects } from './list-projects.ts'
import { boardFor, projectFor, wholeBoard } from './present.ts'
import { removeProjectMember } from './remove-project-member.ts'
import { restoreProject } from './restore-project.ts'
import { setProjectMember } from './set-project-member.ts'
import { updateProject } from './update-project.ts'

const presentProject = (project: SharedProject, { read, actor }: Showing) => projectFor(read, project, actor.user_id)

export const projectRoutes = [
  get('/projects', { summary: 'The projects you see', input: ListProjects, output: ProjectPage, run: listProjects }),
  post('/projects', {
    summary: 'Start a project with one board',
    status: 201,
    input: CreateProject,
    output: Project,
    run: createProject,
    present: presentProject,
  }),
  get('/projects/:project_id', {
    summary: 'One project',
    input: ProjectById,
    output: Project,
    run: findProject,
    present: presentProject,
  }),
  patch('/projects/:project_id', {
    summary: 'Change a project',
    input: UpdateProject,
    output: Project,
    run: updateProject,
    present: presentProject,
  }),
  del('/projects/:project_id', {
    summary: 'Put a project into the trash',
    input: ProjectById,
    output: Project,
    run: deleteProject,
    present: presentProject,
  }),
  post('/projects/:project_id/archive', {
    summary: 'Put a project away: it is read and not changed until it is restored',
    input: ProjectById,
    output: Project,
    run: archiveProject,
    present: presentProject,
  }),
  post('/projects/:project_id/restore', {
    summary: 'Bring a project back from the archive or the trash',
    input: ProjectById,
    output: Project,
    run: restoreProject,
    present: presentProject,
  }),
  post('/projects/:project_id/copy', {
    summary: 'Make a project from another: boards, columns, labels, people, and its open tasks if wished',
    status: 201,
    input: CopyProject,
    output: Project,
    run: copyProject,
    present: presentProject,
  }),
  get('/projects/:project_id/members', {
    summary: 'The people who were added to a project',
    input: ListProjectMembers,
    output: ProjectMemberPage,
    run: listProjectMembers,
  }),
  post('/projects/:project_id/members', {
    summary: 'Add somebody of the team to a project, or change their role in it',
    input: SetProjectMember,
    output: ProjectMember,
    run: setProjectMember,
  }),
  del('/projects/:project_id/members/:user_id', {
    summary: 'Take somebody off a project',
    input: ProjectMemberById,
    output: ProjectMember,
    run: removeProjectMember,
  }),
  post('/boards', {
    summary: 'Add a board to a project',
    status: 201,
    input: CreateBoard,
    output: WholeBoard,
    run: createBoard,
    present: (board, { read, actor }) => boardFor(read, board, actor.user_id),
  }),
  get('/boards/:board_id', {
    summary: 'A whole board: columns, tasks, labels and people',
    input: BoardById,
    output: WholeBoard,
    run: findBoard,
    present: (board, { read }) => wholeBoard(read, board),
    kept: ({ id, counter }) => ({ name: `board:${id}`, version: counter }),
  }),
]
