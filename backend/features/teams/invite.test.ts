import { expect, test } from 'vitest'
import { makeWorld, type World } from '../../testing/world.ts'
import { acceptInvite } from './accept-invite.ts'
import type { CreateInvite } from './contract.ts'
import { createInvite } from './create-invite.ts'
import { leaveTeam } from './leave-team.ts'
import { removeMember } from './remove-member.ts'
import type { TeamRole } from './values.ts'

const DAY = 86_400_000

function invite(world: World, more: Partial<CreateInvite> = {}) {
  return createInvite(world.vera, { team_id: world.home.team.id, role: 'member', uses: 1, ...more })
}

test('an invitation brings somebody into the team once, with the role it carries', async () => {
  const world = await makeWorld()
  const [ivan, olga] = [await world.person('ivan'), await world.person('olga')]
  const { token } = await invite(world, { role: 'manager' })

  const team = await acceptInvite(ivan, { token })

  expect(team.id).toBe(world.home.team.id)
  expect(world.journal()).toMatchObject([
    { kind: 'invite_created', audience: `admins:${team.id}`, invite: { role: 'manager' } },
    { kind: 'member_added', member: { user: { name: 'ivan' }, role: 'manager' } },
    { kind: 'access_gained', stream: `user:${ivan.actor.user_id}`, access: { team_id: team.id, project_id: null } },
  ])
  await expect(acceptInvite(olga, { token })).rejects.toMatchObject({ code: 'invite.not_found', status: 404 })
})

test('the token fits a start parameter of Telegram, and the database keeps only its hash', async () => {
  const world = await makeWorld()

  const { token, id } = await invite(world)

  expect(token).toMatch(/^[\w-]{43}$/)
  const row = await world.database.read.selectFrom('invites').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect(JSON.stringify([row, world.journal()])).not.toContain(token)
})

test('a member who opens an invitation keeps their role, and spends no use', async () => {
  const world = await makeWorld()
  const [guest, olga] = [await world.join('gleb', 'guest'), await world.person('olga')]
  const { token } = await invite(world, { role: 'admin' })

  await acceptInvite(guest, { token })
  await acceptInvite(olga, { token })

  expect(world.journal().map(({ kind }) => kind)).toEqual(['invite_created', 'member_added', 'access_gained'])
})

test('many at once at an invitation for two: two come in', async () => {
  const world = await makeWorld()
  const people = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => world.person(name)))
  const { token } = await invite(world, { uses: 2 })

  const outcomes = await Promise.allSettled(people.map((person) => acceptInvite(person, { token })))

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
})

test('an invitation runs out', async () => {
  const world = await makeWorld()
  const ivan = await world.person('ivan')
  const { token } = await invite(world)

  world.wait(7 * DAY)

  await expect(acceptInvite(ivan, { token })).rejects.toMatchObject({ code: 'invite.not_found' })
})

test('nobody invites with more than they have, and members and guests invite nobody', async () => {
  const world = await makeWorld()
  const asked = async (own: TeamRole, role: TeamRole) => {
    const person = await world.join(`${own} ${role}`, own)
    return createInvite(person, { team_id: world.home.team.id, role, uses: 1 })
  }

  await expect(asked('manager', 'manager')).resolves.toMatchObject({ role: 'manager' })
  await expect(asked('manager', 'guest')).resolves.toMatchObject({ role: 'guest' })
  for (const [own, role] of [
    ['manager', 'admin'],
    ['member', 'guest'],
    ['guest', 'guest'],
  ] as const)
    await expect(asked(own, role)).rejects.toMatchObject({ code: 'team.invite_forbidden' })
})

test('what a removed or demoted person has invited for is worth no more than they are', async () => {
  const world = await makeWorld()
  const [anna, ivan] = [await world.join('anna', 'admin'), await world.person('ivan')]
  const wish = { team_id: world.home.team.id, role: 'admin' as TeamRole, uses: 5 }
  const { token } = await createInvite(anna, wish)

  await removeMember(world.vera, { team_id: wish.team_id, user_id: anna.actor.user_id })

  await expect(acceptInvite(ivan, { token })).rejects.toMatchObject({ code: 'invite.not_found' })
  await expect(acceptInvite(anna, { token })).rejects.toMatchObject({ code: 'invite.not_found' })
})

test('whoever was taken out does not come back by an older invitation; who left by themselves does', async () => {
  const world = await makeWorld()
  const [ivan, olga] = [await world.join('ivan', 'member'), await world.join('olga', 'member')]
  const team_id = world.home.team.id
  const { token } = await invite(world, { uses: 10 })
  world.wait(1000)

  await removeMember(world.vera, { team_id, user_id: ivan.actor.user_id })
  await leaveTeam(olga, { team_id })

  await expect(acceptInvite(ivan, { token })).rejects.toMatchObject({ code: 'invite.not_found' })
  await expect(acceptInvite(olga, { token })).resolves.toMatchObject({ id: team_id })
  world.wait(1000)
  const { token: fresh } = await invite(world)
  await expect(acceptInvite(ivan, { token: fresh })).resolves.toMatchObject({ id: team_id })
})

test('nobody is invited into a personal team, nor for longer than 90 days, nor the 51st time in a day', async () => {
  const world = await makeWorld()
  const { id } = await world.database.read
    .selectFrom('teams')
    .select('id')
    .where('personal_of', '=', world.vera.actor.user_id)
    .executeTakeFirstOrThrow()

  await expect(invite(world, { team_id: id })).rejects.toMatchObject({ code: 'team.personal', status: 422 })
  await expect(invite(world, { expires_at: '2027-01-01T00:00:00.000Z' })).rejects.toMatchObject({
    code: 'invite.wrong_expiry',
  })
  for (let n = 0; n < 50; n++) await invite(world)
  await expect(invite(world)).rejects.toMatchObject({ code: 'invite.too_many', status: 429 })
  world.wait(DAY)
  await expect(invite(world)).resolves.toBeDefined()
})

test('a stranger neither invites nor learns whether the team exists', async () => {
  const world = await makeWorld()

  await expect(
    createInvite(world.foma, { team_id: world.home.team.id, role: 'member', uses: 1 }),
  ).rejects.toMatchObject({ code: 'team.not_found' })
  expect(world.journal()).toEqual([])
})
