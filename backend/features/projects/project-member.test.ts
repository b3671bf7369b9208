import { expect, test } from 'vitest'
import { makeWorld } from '../../testing/world.ts'
import { findProject } from './find-project.ts'
import { listProjectMembers } from './list-project-members.ts'
import { removeProjectMember } from './remove-project-member.ts'
import { setProjectMember } from './set-project-member.ts'

test('a guest added to a project sees it, and their devices are told', async () => {
  const world = await makeWorld()
  const guest = await world.join('gleb', 'guest')
  const { user_id } = guest.actor
  const { id: project_id, team_id } = world.home.project

  await setProjectMember(world.vera, { project_id, user_id, role: 'member' })

  expect(world.journal()).toMatchObject([
    { kind: 'project_member_added', project_member: { project_id, user: { name: 'gleb' }, role: 'member' } },
    { kind: 'access_gained', stream: `user:${user_id}`, access: { team_id, project_id } },
  ])
  await expect(findProject(guest, { project_id })).resolves.toMatchObject({ id: project_id })
})

test('asked again, the person has the other role, with old and new in the journal', async () => {
  const world = await makeWorld()
  const lead = await world.join('lena', 'member', { project_role: 'manager' })
  const ivan = await world.join('ivan', 'member')
  const wish = { project_id: world.home.project.id, user_id: ivan.actor.user_id }

  await setProjectMember(lead, { ...wish, role: 'member' })
  await setProjectMember(lead, { ...wish, role: 'viewer' })

  expect(world.journal()[2]).toMatchObject({
    kind: 'project_member_updated',
    changes: { role: { from: 'member', to: 'viewer' } },
  })
  const { items } = await listProjectMembers(ivan, { project_id: wish.project_id, limit: 50 })
  expect(items.map(({ user, role }) => [user.name, role])).toEqual([
    ['lena', 'manager'],
    ['ivan', 'viewer'],
  ])
})

test('a guest taken off a project forgets it, and what was theirs to do there', async () => {
  const world = await makeWorld()
  const guest = await world.join('gleb', 'guest', { project_role: 'member' })
  const task = await world.addTask('Print', { assignees: ['gleb'] })
  const { user_id } = guest.actor
  const { id: project_id, team_id } = world.home.project

  await removeProjectMember(world.vera, { project_id, user_id })

  expect(world.journal()).toMatchObject([
    { kind: 'project_member_removed', project_member: { project_id, user: { name: 'gleb' } } },
    { kind: 'task_updated', task: { id: task.id, assignees: [] } },
    { kind: 'access_lost', stream: `user:${user_id}`, access: { team_id, project_id } },
  ])
})

test('whoever sees an open project anyway keeps their tasks when taken off it', async () => {
  const world = await makeWorld()
  const lead = await world.join('lena', 'member', { project_role: 'manager' })
  await world.addTask('Print', { assignees: ['lena'] })

  await removeProjectMember(world.vera, { project_id: world.home.project.id, user_id: lead.actor.user_id })

  expect(world.journal().map(({ kind }) => kind)).toEqual(['project_member_removed', 'access_gained'])
})

test('members, guests and viewers add nobody, and no stranger is added or learns of it', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const viewer = await world.join('vika', 'member', { project_role: 'viewer' })
  const guest = await world.join('gleb', 'guest', { project_role: 'member' })
  const project_id = world.home.project.id
  const wish = { project_id, user_id: ivan.actor.user_id, role: 'manager' } as const

  for (const person of [ivan, viewer, guest]) {
    await expect(setProjectMember(person, wish)).rejects.toMatchObject({ code: 'project.members_forbidden' })
    await expect(removeProjectMember(person, { project_id, user_id: viewer.actor.user_id })).rejects.toMatchObject({
      status: 403,
    })
  }
  await expect(setProjectMember(world.foma, wish)).rejects.toMatchObject({ code: 'project.not_found' })
  const stranger = { ...wish, user_id: world.foma.actor.user_id }
  await expect(setProjectMember(world.vera, stranger)).rejects.toMatchObject({ code: 'member.not_found', status: 404 })
  await expect(setProjectMember(world.vera, { ...wish, user_id: guest.actor.user_id })).rejects.toMatchObject({
    code: 'project.guest_manager',
    status: 422,
  })
  expect(world.journal()).toEqual([])
})
