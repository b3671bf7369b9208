import { expect, test } from 'vitest'
import { makeWorld } from '../../testing/world.ts'
import { createTeam } from './create-team.ts'
import { findTeam } from './find-team.ts'
import { listTeams } from './list-teams.ts'
import { updateTeam } from './update-team.ts'

test('whoever makes a team is its admin, and their devices are told to load it', async () => {
  const world = await makeWorld()

  const team = await createTeam(world.vera, { name: 'Choir' })

  expect(team).toMatchObject({ name: 'Choir', personal: false, version: 1 })
  expect(world.journal()).toMatchObject([
    { kind: 'team_created', stream: `team:${team.id}`, team },
    { kind: 'access_gained', stream: `user:${world.vera.actor.user_id}`, access: { team_id: team.id } },
  ])
  const { items } = await listTeams(world.vera, { limit: 50 })
  expect(items.map(({ name, role }) => [name, role])).toEqual([
    ['Personal', 'admin'],
    ['Home', 'admin'],
    ['Choir', 'admin'],
  ])
})

test('teams come in pages', async () => {
  const world = await makeWorld()

  const first = await listTeams(world.vera, { limit: 1 })
  const second = await listTeams(world.vera, { limit: 1, cursor: first.next ?? '' })

  expect([first, second].map(({ items }) => items.map(({ name }) => name))).toEqual([['Personal'], ['Home']])
  expect(second.next).toBeNull()
})

test('an admin renames a team, with old and new in the journal', async () => {
  const world = await makeWorld()
  const { id } = world.home.team

  const team = await updateTeam(world.vera, { team_id: id, name: 'House', version: 1 })

  expect(team).toMatchObject({ name: 'House', version: 2 })
  expect(world.journal()).toMatchObject([
    { kind: 'team_updated', changes: { name: { from: 'Home', to: 'House' } }, team },
  ])
  await expect(updateTeam(world.vera, { team_id: id, name: 'Old', version: 1 })).rejects.toMatchObject({
    code: 'team.stale',
    status: 409,
  })
})

test('a manager does not rename a team, and a stranger learns nothing of it', async () => {
  const world = await makeWorld()
  const manager = await world.join('maria', 'manager')
  const { id } = world.home.team

  await expect(updateTeam(manager, { team_id: id, name: 'Mine' })).rejects.toMatchObject({
    code: 'team.edit_forbidden',
  })
  await expect(updateTeam(world.foma, { team_id: id, name: 'Mine' })).rejects.toMatchObject({ code: 'team.not_found' })
  await expect(findTeam(world.foma, { team_id: id })).rejects.toMatchObject({ code: 'team.not_found' })
  expect(world.journal()).toEqual([])
})
