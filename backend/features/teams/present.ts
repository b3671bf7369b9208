import type { Reader } from '../../core/database.ts'
import type { Showing } from '../../core/routes.ts'
import type { Invite, SharedTeam, Team, TeamMember } from './contract.ts'
import { mayCreateProjects, mayEditTeam, mayInvite, mayManageMembers } from './policy.ts'
import { findMember, type listTeamMembers, type TeamOf } from './queries.ts'
import type { TeamRole } from './values.ts'

export function shareTeam({
  id,
  name,
  personal_of,
  version,
  created_at,
  updated_at,
}: Omit<TeamOf, 'role'>): SharedTeam {
  return { id, name, personal: personal_of !== null, version, created_at, updated_at }
}

/** A team with what somebody of this role may do in it. */
export function teamFor(team: SharedTeam, role: TeamRole): Team {
  const { personal, ...rest } = team
  return {
    ...rest,
    personal,
    role,
    may: {
      edit: mayEditTeam({ role }),
      invite: !personal && mayInvite({ role }),
      manage_members: !personal && mayManageMembers({ role }),
      create_projects: mayCreateProjects({ role }),
    },
  }
}

/** The same for the person asking, who has become a member or is one. */
export async function teamForMember(db: Reader, team: SharedTeam, user_id: number): Promise<Team> {
  const member = await findMember(db, team.id, user_id)
  return teamFor(team, member?.role ?? 'guest')
}

export function shareMember(row: Awaited<ReturnType<typeof listTeamMembers>>[number]): TeamMember {
  const { id, name, role, joined_at } = row
  return { user: { id, name }, role, joined_at }
}

/** The link opens the invitation in a browser, where one can go on in Telegram; the fragment reaches no server. */
export function inviteWithLink(invite: Omit<Invite, 'link' | 'telegram_link'>, showing: Showing): Invite {
  const { token } = invite
  const bot = showing.bot_username
  return {
    ...invite,
    link: `${showing.web_base_url}/invite#t=${token}`,
    telegram_link: bot ? `https://t.me/${bot}?startapp=invite_${token}` : null,
  }
}
