import { expect, test } from 'vitest'
import { setProjectMember } from '../projects/set-project-member.ts'
import { addReminder } from '../reminders/add-reminder.ts'
import { makeWorld, type World } from '../../testing/world.ts'
import { changeRole } from './change-role.ts'
import { leaveTeam } from './leave-team.ts'
import { listMembers } from './list-members.ts'
import { removeMember } from './remove-member.ts'

const kinds = (world: World) => world.journal().map(({ kind }) => kind)
const reminders = (world: World) => world.database.read.selectFrom('reminders').select('id').execute()

test('a removed person leaves nothing behind: tasks, reminders and projects are taken from them, and their devices forget the team', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member', { project_role: 'manager' })
  const { user_id } = ivan.actor
  const task = await world.addTask('Print', { assignees: ['ivan', 'vera'] })
  await addReminder(ivan, { task_id: task.id, remind_at: '2026-03-05T09:00:00.000Z' })
  const before = world.journal().length

  await removeMember(world.vera, { team_id: world.home.team.id, user_id })

  expect(world.journal().slice(before)).toMatchObject([
    { kind: 'member_removed', audience: `team:${world.home.team.id}`, member: { user: { name: 'ivan' } } },
    { kind: 'access_lost', stream: `user:${user_id}`, access: { team_id: world.home.team.id, project_id: null } },
    { kind: 'task_updated', task: { id: task.id, assignees: [{ name: 'vera' }], version: 2 } },
  ])
  expect(await reminders(world)).toEqual([])
  const left = await world.database.read
    .selectFrom('project_members')
    .select('project_id')
    .where('user_id', '=', user_id)
    .execute()
  expect(left).toEqual([])
  expect(world.announced.filter(({ user_ids }) => user_ids.includes(user_id)).at(-1)?.entry.kind).toBe('access_lost')
})

test('only an admin manages people, and a stranger learns nothing of them', async () => {
  const world = await makeWorld()
  const team_id = world.home.team.id
  const ivan = await world.join('ivan', 'member')
  const of = { team_id, user_id: ivan.actor.user_id }

  for (const role of ['manager', 'member', 'guest'] as const) {
    const person = await world.join(role, role)
    await expect(removeMember(person, of)).rejects.toMatchObject({ code: 'member.manage_forbidden' })
    await expect(changeRole(person, { ...of, role: 'guest' })).rejects.toMatchObject({ status: 403 })
    await expect(changeRole(person, { team_id, user_id: person.actor.user_id, role: 'admin' })).rejects.toMatchObject({
      status: 403,
    })
  }
  await expect(removeMember(world.foma, of)).rejects.toMatchObject({ code: 'team.not_found' })
  await expect(changeRole(world.foma, { ...of, role: 'guest' })).rejects.toMatchObject({ code: 'team.not_found' })
  const outside = { team_id, user_id: world.foma.actor.user_id }
  await expect(removeMember(world.vera, outside)).rejects.toMatchObject({ code: 'member.not_found' })
  await expect(changeRole(world.vera, { ...outside, role: 'guest' })).rejects.toMatchObject({
    code: 'member.not_found',
  })
})

test('the last admin neither leaves nor is removed nor demoted', async () => {
  const world = await makeWorld()
  const team_id = world.home.team.id
  const own = { team_id, user_id: world.vera.actor.user_id }
  await world.join('maria', 'manager')

  await expect(changeRole(world.vera, { ...own, role: 'member' })).rejects.toMatchObject({ code: 'team.last_admin' })
  await expect(removeMember(world.vera, own)).rejects.toMatchObject({ code: 'team.last_admin', status: 422 })
  await expect(leaveTeam(world.vera, { team_id })).rejects.toMatchObject({ code: 'team.last_admin' })
  expect(world.journal()).toEqual([])
})

test('two admins who demote each other at once leave one', async () => {
  const world = await makeWorld()
  const anna = await world.join('anna', 'admin')
  const team_id = world.home.team.id

  for (let round = 0; round < 5; round++) {
    const outcomes = await Promise.allSettled([
      changeRole(world.vera, { team_id, user_id: anna.actor.user_id, role: 'member' }),
      changeRole(anna, { team_id, user_id: world.vera.actor.user_id, role: 'member' }),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const [winner, loser] = outcomes[0].status === 'fulfilled' ? [world.vera, anna] : [anna, world.vera]
    await changeRole(winner, { team_id, user_id: loser.actor.user_id, role: 'admin' })
  }
})

test('a member made a guest loses sight of open projects, and what was theirs to do there', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const { user_id } = ivan.actor
  const { id: team_id } = world.home.team
  const task = await world.addTask('Print', { assignees: ['ivan'] })

  await changeRole(world.vera, { team_id, user_id, role: 'guest' })

  expect(world.journal()).toMatchObject([
    { kind: 'member_updated', changes: { role: { from: 'member', to: 'guest' } } },
    { kind: 'task_updated', task: { id: task.id, assignees: [] } },
    { kind: 'access_lost', access: { team_id, project_id: world.home.project.id } },
    { kind: 'access_gained', access: { team_id, project_id: null } },
  ])
})

test('a guest made a member comes to see what is open, and a project’s manager made a guest leads it no more', async () => {
  const world = await makeWorld()
  const guest = await world.join('gleb', 'guest')
  const lead = await world.join('lena', 'member', { project_role: 'manager' })
  const team_id = world.home.team.id

  await changeRole(world.vera, { team_id, user_id: guest.actor.user_id, role: 'member' })
  await changeRole(world.vera, { team_id, user_id: lead.actor.user_id, role: 'guest' })

  expect(kinds(world)).toEqual(['member_updated', 'access_gained', 'access_gained', 'member_updated', 'access_gained'])
  await expect(
    setProjectMember(lead, {
      project_id: world.home.project.id,
      user_id: guest.actor.user_id,
      role: 'viewer',
    }),
  ).rejects.toMatchObject({ status: 403 })
})

test('who leaves is gone at once; nobody leaves their personal team', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const team_id = world.home.team.id
  const personal = await world.database.read
    .selectFrom('teams')
    .select('id')
    .where('personal_of', '=', ivan.actor.user_id)
    .executeTakeFirstOrThrow()

  await leaveTeam(ivan, { team_id })

  expect(kinds(world)).toEqual(['member_removed', 'access_lost'])
  await expect(leaveTeam(ivan, { team_id })).rejects.toMatchObject({ code: 'team.not_found' })
  await expect(leaveTeam(ivan, { team_id: personal.id })).rejects.toMatchObject({ code: 'team.personal' })
})

test('a guest sees only the people they share a project with', async () => {
  const world = await makeWorld()
  const closed = await world.addProject('Closed', 'members')
  await world.join('ivan', 'member')
  const guest = await world.join('gleb', 'guest')
  const names = async () => {
    const { items } = await listMembers(guest, { team_id: world.home.team.id, limit: 50 })
    return items.map(({ user }) => user.name)
  }

  expect(await names()).toEqual(['gleb'])
  await setProjectMember(world.vera, { project_id: closed.id, user_id: guest.actor.user_id, role: 'member' })

  expect(await names()).toEqual(['vera', 'gleb'])
  await expect(listMembers(world.foma, { team_id: world.home.team.id, limit: 50 })).rejects.toMatchObject({
    code: 'team.not_found',
  })
})
