import type { Context } from '../../core/context.ts'
import { randomToken, sha256 } from '../../core/crypto.ts'
import { streams } from '../../core/database.ts'
import { allow, demand, found, Problem } from '../../core/errors.ts'
import type { CreateInvite } from './contract.ts'
import { inviteCreated } from './journal.ts'
import { mayGiveRole } from './policy.ts'
import { countInvitesSince, findTeamOf } from './queries.ts'
import { INVITE_DAYS, MOST_INVITES_A_DAY, MOST_INVITE_DAYS } from './values.ts'

const DAY = 86_400_000

/** The token is in this answer and nowhere else. */
export function createInvite({ actor, mutate, now }: Context, input: CreateInvite) {
  const { team_id, role, uses } = input
  return mutate(streams(`team:${team_id}`), async (write) => {
    const team = found(await findTeamOf(write, team_id, actor.user_id), 'team')
    allow(mayGiveRole(team, role), 'team.invite_forbidden')
    demand(team.personal_of === null, 'team.personal')
    const at = now()
    const expires_at = input.expires_at ?? later(at, INVITE_DAYS)
    demand(expires_at > at && expires_at <= later(at, MOST_INVITE_DAYS), 'invite.wrong_expiry')
    const recent = await countInvitesSince(write, team_id, later(at, -1))
    if (recent >= MOST_INVITES_A_DAY) throw new Problem('invite.too_many', 429, { retry_after: 3600 })
    const token = randomToken()
    const row = { team_id, role, created_by: actor.user_id, uses, uses_left: uses, created_at: at, expires_at }
    const { id } = await write
      .insertInto('invites')
      .values({ ...row, hash: sha256(token) })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { entries: [inviteCreated({ id, team_id, role })], result: { id, team_id, role, token, uses, expires_at } }
  })
}

function later(moment: string, days: number): string {
  return new Date(Date.parse(moment) + days * DAY).toISOString()
}
