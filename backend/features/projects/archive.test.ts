import { expect, test } from 'vitest'
import { makeWorld } from '../../testing/world.ts'
import { createColumn } from '../boards/create-column.ts'
import { CreateColumn } from '../boards/contract.ts'
import { createLabel } from '../labels/create-label.ts'
import { createTask } from '../tasks/create-task.ts'
import { CreateTask } from '../tasks/contract.ts'
import { getTask } from '../tasks/get-task.ts'
import { finishTask } from '../tasks/finish-task.ts'
import { markOverdue } from '../tasks/mark-overdue.ts'
import { taskFor } from '../tasks/present.ts'
import { removeMember } from '../teams/remove-member.ts'
import { archiveProject } from './archive-project.ts'
import { CopyProject, CreateProject } from './contract.ts'
import { copyProject } from './copy-project.ts'
import { createProject } from './create-project.ts'
import { deleteProject } from './delete-project.ts'
import { findProject } from './find-project.ts'
import { listBoardTasks, listColumns } from './queries.ts'
import { restoreProject } from './restore-project.ts'
import { setProjectMember } from './set-project-member.ts'
import { updateProject } from './update-project.ts'

test('a project has a lead, days and a colour; its lead sees it, and it starts before it ends', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const { id: project_id } = world.home.project
  const days = { start_date: '2026-03-01', target_date: '2026-06-30' }

  const project = await updateProject(world.vera, { project_id, lead_id: ivan.actor.user_id, color: 'teal', ...days })

  const lead = { id: ivan.actor.user_id, name: 'ivan' }
  expect(project).toMatchObject({ lead, color: 'teal', ...days })
  expect(world.journal()).toMatchObject([{ kind: 'project_updated', changes: { lead: { from: null, to: lead } } }])
  await expect(updateProject(world.vera, { project_id, target_date: '2026-02-28' })).rejects.toMatchObject({
    code: 'project.target_before_start',
    status: 422,
  })
  await expect(updateProject(world.vera, { project_id, lead_id: world.foma.actor.user_id })).rejects.toMatchObject({
    code: 'user.not_found',
    status: 404,
  })
  const { team } = world.home
  const wish = CreateProject.parse({ team_id: team.id, name: 'Shop', visibility: 'members', lead_id: lead.id })
  await expect(createProject(world.vera, wish)).rejects.toMatchObject({ code: 'user.not_found' })
  await removeMember(world.vera, { team_id: team.id, user_id: lead.id })
  expect((await findProject(world.vera, { project_id })).lead).toBeNull()
})

test('an archived project is read and not changed by anybody, until it is what it was before', async () => {
  const world = await makeWorld()
  const lead = await world.join('lena', 'member', { project_role: 'manager' })
  const { project, board_id } = world.home
  const { id: project_id } = project
  const task = await world.addTask('Print', { due_at: '2026-03-02T10:00:00.000Z' })
  await updateProject(world.vera, { project_id, status: 'on_hold' })

  const archived = await archiveProject(lead, { project_id })

  expect(archived).toMatchObject({ status: 'archived', archived_at: world.house.now() })
  expect(world.journal().at(-1)).toMatchObject({
    kind: 'project_updated',
    changes: { status: { from: 'on_hold', to: 'archived' } },
  })
  const closed = { code: 'project.archived', status: 422 }
  const title = CreateTask.parse({ title: 'New', project_id })
  const user_id = lead.actor.user_id
  await expect(createTask(world.vera, title)).rejects.toMatchObject(closed)
  await expect(finishTask(world.vera, { task_id: task.id })).rejects.toMatchObject(closed)
  await expect(updateProject(world.vera, { project_id, name: 'x' })).rejects.toMatchObject(closed)
  await expect(archiveProject(lead, { project_id })).rejects.toMatchObject(closed)
  await expect(createLabel(world.vera, { project_id, name: 'x' })).rejects.toMatchObject(closed)
  await expect(setProjectMember(world.vera, { project_id, user_id, role: 'viewer' })).rejects.toMatchObject(closed)
  const column = CreateColumn.parse({ board_id, name: 'x', status: 'todo' })
  await expect(createColumn(world.vera, column)).rejects.toMatchObject(closed)
  const shown = await taskFor(world.database.read, await getTask(lead, { task_id: task.id }), user_id)
  expect(Object.values(shown.may)).not.toContain(true)
  world.setTime('2026-03-02T11:00:00.000Z')
  expect(await markOverdue(world.vera, { limit: 100 })).toBe(0)

  expect(await restoreProject(lead, { project_id })).toMatchObject({ status: 'on_hold', archived_at: null })
  expect(await finishTask(world.vera, { task_id: task.id })).toMatchObject({ status: 'done' })
  await expect(restoreProject(lead, { project_id })).rejects.toMatchObject({ code: 'project.not_archived' })
})

test('members archive nothing, and strangers learn nothing', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const { id: project_id } = world.home.project
  const copy = CopyProject.parse({ project_id })

  for (const act of [archiveProject, restoreProject]) {
    await expect(act(ivan, { project_id })).rejects.toMatchObject({ code: 'project.status_forbidden' })
    await expect(act(world.foma, { project_id })).rejects.toMatchObject({ code: 'project.not_found' })
  }
  await expect(copyProject(ivan, copy)).rejects.toMatchObject({ code: 'project.create_forbidden' })
  await expect(copyProject(world.foma, copy)).rejects.toMatchObject({ code: 'project.not_found' })
  expect(world.journal()).toEqual([])
})

test('the status archived is the archive, by whatever road it comes', async () => {
  const world = await makeWorld()
  const { id: project_id } = world.home.project

  await updateProject(world.vera, { project_id, status: 'archived' })

  await expect(updateProject(world.vera, { project_id, name: 'x' })).rejects.toMatchObject({ code: 'project.archived' })
  expect(await restoreProject(world.vera, { project_id })).toMatchObject({ status: 'active' })
})

test('those who run the team take a project out of the trash; all who see it are told', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member', { project_role: 'manager' })
  const { id: project_id } = world.home.project
  await world.addTask('Print')
  await deleteProject(world.vera, { project_id })
  const before = world.journal().length

  await expect(restoreProject(ivan, { project_id })).rejects.toMatchObject({ code: 'project.not_found' })
  await expect(restoreProject(world.foma, { project_id })).rejects.toMatchObject({ code: 'project.not_found' })
  expect(await restoreProject(world.vera, { project_id })).toMatchObject({ deleted_at: null, status: 'active' })

  const told = world.journal().slice(before)
  expect(told.map(({ kind, audience }) => `${kind} ${audience.split(':')[0]}`)).toEqual([
    'project_updated project',
    'access_gained user',
    'access_gained user',
  ])
  expect(await findProject(ivan, { project_id })).toMatchObject({ id: project_id })
})

test('a copy has the boards, columns, labels and people of its original, and its open tasks if wished', async () => {
  const world = await makeWorld()
  const lena = await world.join('lena', 'guest', { project_role: 'member' })
  const { id: project_id } = world.home.project
  const make = (more: object) => createTask(world.vera, CreateTask.parse({ title: 'Whole', project_id, ...more }))
  const whole = await make({ labels: ['poster'], status: 'review', due_at: '2026-04-01T09:00:00Z' })
  await make({ title: 'Part', parent_id: whole.id })
  await make({ title: 'Done', status: 'done' })

  const bare = await copyProject(world.vera, CopyProject.parse({ project_id, name: 'Bare' }))
  const full = await copyProject(world.vera, CopyProject.parse({ project_id, with_tasks: true }))

  expect(bare).toMatchObject({ name: 'Bare', boards: [{ name: 'Board' }] })
  expect(full).toMatchObject({ name: 'Home site', status: 'active' })
  const { read } = world.database
  const [bare_board, board] = [bare.boards[0]?.id ?? 0, full.boards[0]?.id ?? 0]
  expect(await listBoardTasks(read, bare_board)).toEqual([])
  expect((await listColumns(read, board)).map(({ name }) => name)).toEqual(world.home.columns.map(({ name }) => name))
  const copies = world.journal().filter((entry) => entry.kind === 'task_created' && entry.task.project_id === full.id)
  expect(copies).toMatchObject([
    { task: { title: 'Whole', status: 'review', due_at: null, labels: [{ name: 'poster' }] } },
    { task: { title: 'Part', parent_id: expect.any(Number) as number } },
  ])
  expect(await findProject(lena, { project_id: full.id })).toMatchObject({ id: full.id })
})
