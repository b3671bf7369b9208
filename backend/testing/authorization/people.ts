import { accessLost } from '../../features/teams/journal.ts'
import { removeMember } from '../../features/teams/remove-member.ts'
import type { Context } from '../../core/context.ts'
import type { World } from '../world.ts'

export type People = Awaited<ReturnType<typeof gatherPeople>>

/** What everybody of the team is in it, and in its project. */
export const PLACES = {
  admin: { role: 'admin' },
  manager: { role: 'manager' },
  lead: { role: 'member', project_role: 'manager' },
  member: { role: 'member' },
  guest: { role: 'guest', project_role: 'member' },
  viewer: { role: 'member', project_role: 'viewer' },
} as const

/** One of each kind of person that can come to a door; foma leads another team. */
export async function gatherPeople(world: World) {
  const join = (name: keyof typeof PLACES) => {
    const { role, ...more } = PLACES[name]
    return world.join(name, role, more)
  }
  return {
    admin: await join('admin'),
    manager: await join('manager'),
    lead: await join('lead'),
    member: await join('member'),
    guest: await join('guest'),
    viewer: await join('viewer'),
    server_admin: await makeServerAdmin(world),
    removed: await makeRemoved(world),
    foreign: world.foma,
  }
}

async function makeServerAdmin(world: World): Promise<Context> {
  const person = await world.person('server admin')
  const { actor } = person
  await world.arrange(actor, [`user:${actor.user_id}`], async (write, at) => {
    await write.updateTable('users').set({ server_admin_at: at }).where('id', '=', actor.user_id).execute()
    return { entries: [accessLost(actor.user_id, { team_id: world.home.team.id, project_id: null })], result: 0 }
  })
  return person
}

async function makeRemoved(world: World): Promise<Context> {
  const person = await world.join('removed', 'admin', { project_role: 'manager' })
  await removeMember(world.vera, { team_id: world.home.team.id, user_id: person.actor.user_id })
  return person
}
