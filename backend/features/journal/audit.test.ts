import { expect, test } from 'vitest'
import { makeWorld, type World } from '../../testing/world.ts'
import { moveTask } from '../tasks/move-task.ts'
import { removeMember } from '../teams/remove-member.ts'
import { updateTeam } from '../teams/update-team.ts'
import { auditDeeds } from './audit-deeds.ts'
import { auditProject } from './audit-project.ts'
import { auditTeam } from './audit-team.ts'
import { AuditDeeds } from './contract.ts'

const page = { limit: 50 }
const deeds = async (who: World['vera'], more: object = {}) =>
  (await auditDeeds(who, AuditDeeds.parse(more))).items.map(({ kind, actor }) => `${actor.name} ${kind}`)

test('a project’s people read its history, newest first and page by page; where from stands there for admins only', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const { id: project_id } = world.home.project
  const { id } = await world.addTask('Print')
  world.wait(1000)
  await moveTask(ivan, { task_id: id, status: 'done' })

  const first = await auditProject(ivan, { project_id, limit: 2 })
  const second = await auditProject(ivan, { project_id, limit: 2, cursor: first.next ?? '' })
  const [seen] = (await auditProject(world.vera, { project_id, ...page })).items

  expect([...first.items, ...second.items].map(({ kind }) => kind)).toEqual([
    'task_updated',
    'task_created',
    'project_created',
  ])
  expect(first.items[0]).toMatchObject({
    task_id: id,
    project_id,
    actor: { name: 'ivan' },
    changes: { status: { from: 'todo', to: 'done' } },
    ip: null,
  })
  expect(seen).toMatchObject({ ip: '203.0.113.7', user_agent: 'test' })
  await expect(auditProject(world.foma, { project_id, ...page })).rejects.toMatchObject({ code: 'project.not_found' })
})

test('an admin reads all that happened in the team; nobody else does', async () => {
  const world = await makeWorld()
  const maria = await world.join('maria', 'manager')
  const { id: team_id } = world.home.team
  await updateTeam(world.vera, { team_id, name: 'House' })

  const { items } = await auditTeam(world.vera, { team_id, ...page })

  expect(items.map(({ kind }) => kind).toSorted()).toEqual([
    'member_added',
    'project_created',
    'team_created',
    'team_updated',
  ])
  await expect(auditTeam(maria, { team_id, ...page })).rejects.toMatchObject({ code: 'team.audit_forbidden' })
  await expect(auditTeam(world.foma, { team_id, ...page })).rejects.toMatchObject({ code: 'team.not_found' })
})

test('everybody reads their own deeds as long as they see where they did them, and admins what others did', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const { id: team_id } = world.home.team
  const { id } = await world.addTask('Print', { creator: 'ivan' })
  world.wait(1000)
  await moveTask(world.vera, { task_id: id, status: 'done' })

  expect(await deeds(ivan, { team_id })).toEqual(['ivan task_created'])
  expect(await deeds(world.vera, { kind: 'task_created' })).toEqual(['ivan task_created'])
  expect(await deeds(world.vera, { actor: 'me', since: world.house.now() })).toEqual(['vera task_updated'])
  expect(await deeds(world.vera, { actor: ivan.actor.user_id, team_id })).toEqual(['ivan task_created'])
  await expect(deeds(world.foma, { team_id })).rejects.toMatchObject({ code: 'team.not_found' })
  await removeMember(world.vera, { team_id, user_id: ivan.actor.user_id })
  expect(await deeds(ivan)).not.toContain('ivan task_created')
})
