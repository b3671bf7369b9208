import { ListProjects } from '../../backend/features/projects/contract.ts'
import { listProjectPeople } from '../../backend/features/projects/list-project-people.ts'
import { listProjects } from '../../backend/features/projects/list-projects.ts'
import { ListTeams } from '../../backend/features/teams/contract.ts'
import { listTeams } from '../../backend/features/teams/list-teams.ts'
import type { BotContext } from '../core/context.ts'

export interface Named {
  id: number
  name: string
  username?: string | null
}

/** Projects with others that this person sees and that still run; their own project is not among them. */
export async function listPlaces(ctx: BotContext): Promise<Named[]> {
  const { items: teams } = await ctx.see(listTeams, ListTeams.parse({ limit: 100 }))
  const personal = new Set(teams.filter((team) => team.personal).map(({ id }) => id))
  const { items } = await ctx.see(listProjects, ListProjects.parse({ limit: 100 }))
  return items
    .filter(({ team_id, status }) => !personal.has(team_id) && status !== 'archived')
    .map(({ id, name }) => ({ id, name }))
}

/** Who a task of the project can be given to: first of all the person asking. */
export async function listPeople(ctx: BotContext, project_id: number): Promise<Named[]> {
  const people = await ctx.see(listProjectPeople, { project_id })
  const me = people.find(({ id }) => id === ctx.actor.user_id)
  const others = people.filter(({ id }) => id !== ctx.actor.user_id)
  return me ? [{ ...me, name: `${me.name} (${ctx.t('bot-me')})` }, ...others] : others
}
