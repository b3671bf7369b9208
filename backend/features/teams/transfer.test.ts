import { expect, test } from 'vitest'
import { makeWorld } from '../../testing/world.ts'
import { TransferTeam } from './contract.ts'
import { transferTeam } from './transfer-team.ts'

test('an admin hands the team over and keeps a lesser role; both are told', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const { id: team_id } = world.home.team
  const wish = TransferTeam.parse({ team_id, user_id: ivan.actor.user_id })

  await transferTeam(world.vera, wish)

  const roles = await world.database.read
    .selectFrom('team_members')
    .select(['user_id', 'role'])
    .where('team_id', '=', team_id)
    .orderBy('user_id')
    .execute()
  expect(roles).toEqual([
    { user_id: world.vera.actor.user_id, role: 'manager' },
    { user_id: ivan.actor.user_id, role: 'admin' },
  ])
  expect(world.journal().map(({ kind, changes }) => [kind, changes.role])).toEqual([
    ['member_updated', { from: 'member', to: 'admin' }],
    ['member_updated', { from: 'admin', to: 'manager' }],
    ['access_gained', undefined],
    ['access_gained', undefined],
  ])
  await expect(transferTeam(world.vera, wish)).rejects.toMatchObject({ code: 'member.manage_forbidden' })
})

test('it goes to a member and to nobody else, and whoever becomes a guest sees no more than a guest', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const { id: team_id } = world.home.team
  const wish = (user_id: number, keep_role = 'guest') => TransferTeam.parse({ team_id, user_id, keep_role })

  const { foma, vera } = world
  await expect(transferTeam(vera, wish(foma.actor.user_id))).rejects.toMatchObject({ code: 'member.not_found' })
  await expect(transferTeam(vera, wish(vera.actor.user_id))).rejects.toMatchObject({ code: 'team.transfer_self' })
  await expect(transferTeam(foma, wish(ivan.actor.user_id))).rejects.toMatchObject({ code: 'team.not_found' })
  await transferTeam(vera, wish(ivan.actor.user_id))

  expect(world.journal()).toContainEqual(
    expect.objectContaining({ kind: 'access_lost', audience: `user:${vera.actor.user_id}` }),
  )
})
