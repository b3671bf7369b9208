import { changeRole } from '../../features/teams/change-role.ts'
import { findMember } from '../../features/teams/queries.ts'
import type { Route } from '../../core/routes.ts'
import type { OpenedDoors } from '../doors.ts'
import type { World } from '../world.ts'
import type { Answer, Ask, Who } from './doors.ts'
import { PLACES, type People } from './people.ts'
import { isOpen, TABLE, type Insider, type Row } from './table.ts'
import type { Things, Variant } from './things.ts'

/** A row with its route. */
export interface Asked {
  name: string
  route: Route
  row: Row
}

/** Puts cases and keeps what went otherwise than the table says. */
export function makeTrial(world: World, people: People, things: Things, ask: Ask) {
  const failures: string[] = []
  let count = 0

  async function given({ row }: Asked, who: Who, instead: Partial<Record<string, Variant>> = {}) {
    const more = typeof row.with === 'function' ? await row.with(things, who) : row.with
    const given: Record<string, unknown> = { ...more }
    for (const [slot, kind] of Object.entries(row.ids ?? {})) {
      const variant = instead[slot] ?? 'own'
      const id = await things.find(typeof kind === 'string' ? kind : kind[0], variant, who)
      if (id === undefined) return undefined
      given[slot] = typeof kind === 'string' ? id : [id]
    }
    return given
  }

  /** One case: the answer is `wanted`, parses if it is good, and a refusal or a read leaves no trace in the journal. */
  async function check(
    who: Who | undefined,
    asked: Asked,
    what: string,
    input: Record<string, unknown>,
    wanted: number[],
  ) {
    count++
    const before = world.announced.length
    const answer = await ask(who, asked.route, input)
    const good = answer.status < 300
    const label = `${asked.name} as ${who ?? 'nobody'} with ${what}`
    if (!wanted.includes(answer.status === 201 ? 200 : answer.status))
      failures.push(`${label}: ${answer.status} instead of ${wanted.join(' or ')} ${JSON.stringify(answer.body)}`)
    if ((!good || asked.route.method === 'GET') && world.announced.length !== before)
      failures.push(`${label}: something was written`)
    if (good) {
      const parsed = asked.route.output.safeParse(answer.body)
      if (!parsed.success) failures.push(`${label}: not as declared: ${parsed.error.message}`)
      await tidy(asked, who)
    }
    return answer
  }

  /** After a case that changed something, the next finds the things and people as the table has them. */
  async function tidy({ row }: Asked, who: Who | undefined) {
    if (who === undefined) return
    if (row.spends) {
      for (const kind of Object.values(row.ids ?? {})) things.spend(typeof kind === 'string' ? kind : kind[0], who)
    }
    if (row.leaves && who in PLACES) await comeBack(world, people, who as Insider)
  }

  function same(label: string, one: Answer, other: Answer) {
    if (JSON.stringify(one) !== JSON.stringify(other))
      failures.push(`${label}: ${JSON.stringify(one)} differs from an unknown one: ${JSON.stringify(other)}`)
  }

  const allUnknown = ({ row }: Asked) =>
    Object.fromEntries(Object.keys(row.ids ?? {}).map((slot) => [slot, 'unknown' as const]))

  return {
    failures,
    count: () => count,

    async asInsider(who: Insider, asked: Asked) {
      const { row, name } = asked
      const may = row.ok.includes(who)
      const own = await given(asked, who)
      if (own) await check(who, asked, 'ids of their own', own, may ? [200, 204] : [403])
      for (const slot of Object.keys(row.ids ?? {})) {
        const refused = may ? [404] : [403, 404]
        const unknown = await given(asked, who, { [slot]: 'unknown' })
        if (!unknown) continue
        const nothing = await check(who, asked, `an unknown ${slot}`, unknown, refused)
        for (const variant of ['foreign', 'hidden', 'deleted'] as const) {
          if (variant === 'hidden' && (who === 'admin' || who === 'manager')) continue
          const input = await given(asked, who, { [slot]: variant })
          if (!input) continue
          const answer = await check(who, asked, `a ${variant} ${slot}`, input, refused)
          same(`${name} as ${who} with a ${variant} ${slot}`, answer, nothing)
        }
      }
    },

    async asOutsider(who: Who, asked: Asked) {
      const { row, name } = asked
      const input = await given(asked, who)
      if (!input) return
      const refused = row.server ? 403 : 404
      const welcome = row.strangers || (row.server && who === 'server_admin')
      const answer = await check(who, asked, 'ids of the team', input, welcome ? [200, 204] : [refused])
      const unknown = await given(asked, who, allUnknown(asked))
      if (!row.ids || !unknown) return
      const nothing = await check(who, asked, 'unknown ids', unknown, [welcome ? 404 : refused])
      if (!welcome) same(`${name} as ${who}`, answer, nothing)
    },

    async asNobody(asked: Asked) {
      const input = await given(asked, 'admin')
      if (input) await check(undefined, asked, 'ids of the team', input, [401])
    },

    /** Routes that anyone may knock at answer everybody alike. */
    async openRoutes(doors: OpenedDoors, people: People) {
      for (const [name, row] of Object.entries(TABLE)) {
        if (!isOpen(row)) continue
        const [method = '', path = ''] = name.split(' ')
        for (const who of [undefined, ...Object.values(people)]) {
          count++
          const { status } = await doors.request(who, method, path, row.with)
          if (status !== row.anyone) failures.push(`${name}: ${status} instead of ${row.anyone}`)
        }
      }
    },
  }
}

async function comeBack(world: World, people: People, who: Insider) {
  const { role, ...more } = PLACES[who]
  const member = { team_id: world.home.team.id, user_id: people[who].actor.user_id }
  if (await findMember(world.database.read, member.team_id, member.user_id))
    await changeRole(world.vera, { ...member, role })
  else await world.putIn(people[who].actor, role, more)
}
