import { expect, test } from 'vitest'
import { sync } from '../journal/sync.ts'
import { makeWorld, type World } from '../../testing/world.ts'
import { createProject } from './create-project.ts'
import { CreateProject } from './contract.ts'
import { deleteProject } from './delete-project.ts'
import { findProject } from './find-project.ts'
import { listProjects } from './list-projects.ts'
import { updateProject } from './update-project.ts'

const wish = (world: World, more: object = {}) =>
  CreateProject.parse({ team_id: world.home.team.id, name: 'Shop', ...more })
const told = (world: World) => world.journal().map(({ kind, stream }) => `${kind} ${stream.split(':')[0]}`)

test('a manager starts a project, which has one board with a column for each status', async () => {
  const world = await makeWorld()
  const maria = await world.join('maria', 'manager')

  const project = await createProject(maria, wish(world, { client: 'Rosa' }))

  expect(project).toMatchObject({
    name: 'Shop',
    client: 'Rosa',
    status: 'active',
    visibility: 'team',
    boards: [{ name: 'Board' }],
  })
  expect(world.journal()).toMatchObject([{ kind: 'project_created', audience: `project:${project.id}`, project }])
  const columns = await world.database.read
    .selectFrom('columns')
    .select('status')
    .where('board_id', '=', project.boards[0]?.id ?? 0)
    .orderBy('position')
    .execute()
  expect(columns.map(({ status }) => status)).toEqual(['backlog', 'todo', 'in_progress', 'review', 'done'])
})

test('members and guests start no projects, and strangers learn nothing of the team', async () => {
  const world = await makeWorld()

  for (const role of ['member', 'guest'] as const) {
    const person = await world.join(role, role, { project_role: role === 'member' ? 'manager' : 'member' })
    await expect(createProject(person, wish(world))).rejects.toMatchObject({ code: 'project.create_forbidden' })
  }
  await expect(createProject(world.foma, wish(world))).rejects.toMatchObject({ code: 'team.not_found' })
  expect(world.journal()).toEqual([])
})

test('everybody lists the projects they see, page by page, and no others', async () => {
  const world = await makeWorld()
  const closed = await world.addProject('Closed', 'members')
  const ivan = await world.join('ivan', 'member')
  const guest = await world.join('gleb', 'guest')
  const names = async (who: typeof ivan, more: object = {}) => {
    const { items } = await listProjects(who, { limit: 50, ...more })
    return items.map(({ name }) => name)
  }

  expect(await names(world.vera)).toEqual(['Personal', 'Home site', 'Closed'])
  expect(await names(ivan)).toEqual(['Home site', 'Personal'])
  expect(await names(ivan, { team_id: world.home.team.id })).toEqual(['Home site'])
  expect(await names(guest)).toEqual(['Personal'])
  await expect(names(world.foma, { team_id: world.home.team.id })).rejects.toMatchObject({ code: 'team.not_found' })
  await expect(findProject(ivan, { project_id: closed.id })).rejects.toMatchObject({ code: 'project.not_found' })
  const first = await listProjects(world.vera, { limit: 2 })
  const second = await listProjects(world.vera, { limit: 2, cursor: first.next ?? '' })
  expect(second).toMatchObject({ items: [{ id: closed.id }], next: null })
})

test('a project is changed with old and new in the journal; a stale version is refused', async () => {
  const world = await makeWorld()
  const { id: project_id } = world.home.project

  const project = await updateProject(world.vera, { project_id, name: 'Site', client: 'Rosa', version: 1 })

  expect(project).toMatchObject({ name: 'Site', client: 'Rosa', version: 2 })
  expect(world.journal()).toMatchObject([
    {
      kind: 'project_updated',
      changes: { name: { from: 'Home site', to: 'Site' }, client: { from: null, to: 'Rosa' } },
      project,
    },
  ])
  await expect(updateProject(world.vera, { project_id, name: 'Old', version: 1 })).rejects.toMatchObject({
    code: 'project.stale',
    status: 409,
  })
})

test('its manager sets a project’s status and nothing else; members, guests and strangers not even that', async () => {
  const world = await makeWorld()
  const { id: project_id } = world.home.project
  const lead = await world.join('lena', 'member', { project_role: 'manager' })
  const member = await world.join('ivan', 'member')
  const guest = await world.join('gleb', 'guest', { project_role: 'manager' })

  await expect(updateProject(lead, { project_id, status: 'on_hold' })).resolves.toMatchObject({ status: 'on_hold' })

  await expect(updateProject(lead, { project_id, name: 'Mine' })).rejects.toMatchObject({
    code: 'project.edit_forbidden',
  })
  for (const person of [member, guest])
    await expect(updateProject(person, { project_id, status: 'done' })).rejects.toMatchObject({
      code: 'project.status_forbidden',
    })
  await expect(updateProject(world.foma, { project_id, status: 'done' })).rejects.toMatchObject({
    code: 'project.not_found',
  })
  expect(told(world)).toEqual(['project_updated team'])
})

test('a project closed to its members is forgotten by the others, and given back to them when it opens', async () => {
  const world = await makeWorld()
  const { id: project_id } = world.home.project
  const { id: team_id } = world.home.team
  const ivan = await world.join('ivan', 'member')
  await world.join('lena', 'member', { project_role: 'member' })
  const task = await world.addTask('Print', { assignees: ['ivan', 'lena'] })

  await updateProject(world.vera, { project_id, visibility: 'members' })

  const { user_id } = ivan.actor
  expect(world.journal()).toMatchObject([
    { kind: 'project_updated', changes: { visibility: { from: 'team', to: 'members' } } },
    { kind: 'task_updated', task: { id: task.id, assignees: [{ name: 'lena' }] } },
    { kind: 'access_lost', stream: `user:${user_id}`, access: { team_id, project_id } },
  ])
  await expect(findProject(ivan, { project_id })).rejects.toMatchObject({ code: 'project.not_found' })
  await updateProject(world.vera, { project_id, visibility: 'team' })
  expect(world.journal().slice(3)).toMatchObject([
    { kind: 'project_updated' },
    { kind: 'access_gained', stream: `user:${user_id}`, access: { team_id, project_id } },
  ])
})

test('a deleted project is gone for everybody, and each of them is told, now or when they are back', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const guest = await world.join('gleb', 'guest')
  const { id: project_id } = world.home.project
  const { next } = await sync(ivan, { since: '' })
  const { next: of_guest } = await sync(guest, { since: '' })

  const deleted = await deleteProject(world.vera, { project_id })

  expect(deleted).toMatchObject({ id: project_id, deleted_at: world.house.now() })
  const { entries } = await sync(ivan, { since: next })
  expect(entries).toMatchObject([{ kind: 'access_lost', access: { project_id } }])
  expect((await sync(guest, { since: of_guest })).entries).toEqual([])
  await expect(findProject(world.vera, { project_id })).rejects.toMatchObject({ code: 'project.not_found' })
})

test('only those who run the team delete its projects, and nobody the last one of their personal team', async () => {
  const world = await makeWorld()
  const lead = await world.join('lena', 'member', { project_role: 'manager' })
  const { id: project_id } = world.home.project
  const personal = (await listProjects(world.vera, { limit: 1 })).items[0]

  await expect(deleteProject(lead, { project_id })).rejects.toMatchObject({ code: 'project.delete_forbidden' })
  await expect(deleteProject(world.foma, { project_id })).rejects.toMatchObject({ code: 'project.not_found' })
  await expect(deleteProject(world.vera, { project_id: personal?.id ?? 0 })).rejects.toMatchObject({
    code: 'project.last_personal',
  })
})
