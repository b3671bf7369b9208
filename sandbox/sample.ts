import type { Actor } from '../backend/core/actor.ts'
import { makeContext, type Context, type House } from '../backend/core/context.ts'
import { receiveFromTelegram } from '../backend/features/people/steps.ts'
import { createProject } from '../backend/features/projects/create-project.ts'
import { CreateProject } from '../backend/features/projects/contract.ts'
import { setProjectMember } from '../backend/features/projects/set-project-member.ts'
import { CreateTask } from '../backend/features/tasks/contract.ts'
import { createTask } from '../backend/features/tasks/create-task.ts'
import { acceptInvite } from '../backend/features/teams/accept-invite.ts'
import { createInvite } from '../backend/features/teams/create-invite.ts'
import { createTeam } from '../backend/features/teams/create-team.ts'
import type { TeamRole } from '../backend/features/teams/values.ts'
import { NOTIFIER } from '../backend/jobs/notifier.ts'
import { SAMPLE_PEOPLE, SAMPLE_TEAMS, type SampleTask, type SampleTeam } from './sample-data.ts'
import type { NewUser } from './telegram/types.ts'

/** Sample teams, made by the product's own operations as their people would make them. */
export async function makeSample(house: House): Promise<void> {
  const people = new Map<string, Context>()
  for (const { account, user } of SAMPLE_PEOPLE) {
    if (account) people.set(user.username, await register(house, user))
  }
  for (const team of SAMPLE_TEAMS) await makeSampleTeam(people, team)
  await leaveThePastAlone(house)
}

/** What was arranged before the curtain rose is news to nobody. */
async function leaveThePastAlone({ database }: House) {
  const heads = await database.read.selectFrom('streams').select(['name', 'seq']).execute()
  const rows = heads.map(({ name, seq }) => ({ name: NOTIFIER, stream: name, seq }))
  await database.record((write) => write.insertInto('cursors').values(rows).execute())
}

async function register(house: House, person: NewUser): Promise<Context> {
  const door = { via: 'bot', ip: null, user_agent: null } as const
  const mutateAs = (actor: Actor) => makeContext(house, actor).mutate
  const reception = { read: house.database.read, now: house.now, mutateAs }
  const arrival = { person, registration: 'open', invite_token: undefined, origin: door } as const
  const user = await receiveFromTelegram(reception, arrival)
  if (!user) throw new Error(`${person.first_name} could not register`)
  return makeContext(house, {
    user_id: user.id,
    name: user.name,
    locale: user.locale,
    time_zone: user.time_zone,
    ...door,
  })
}

async function makeSampleTeam(people: Map<string, Context>, sample: SampleTeam) {
  const who = (username: string) => {
    const context = people.get(username)
    if (!context) throw new Error(`${username} has no account`)
    return context
  }
  const leader = who(sample.admin)
  const team = await createTeam(leader, { name: sample.name })
  for (const [username, role] of Object.entries(sample.members)) await join(leader, who(username), team.id, role)
  for (const { tasks, guests = [], ...wish } of sample.projects) {
    const project = await createProject(leader, CreateProject.parse({ ...wish, team_id: team.id }))
    for (const guest of guests) {
      await setProjectMember(leader, { project_id: project.id, user_id: who(guest).actor.user_id, role: 'member' })
    }
    for (const task of tasks) await makeSampleTask(who, project.id, task)
  }
}

async function join(leader: Context, newcomer: Context, team_id: number, role: TeamRole) {
  const { token } = await createInvite(leader, { team_id, role, uses: 1 })
  await acceptInvite(newcomer, { token })
}

async function makeSampleTask(who: (username: string) => Context, project_id: number, sample: SampleTask) {
  const { by, for: assignees = [], due_in_minutes, ...wish } = sample
  const assigned_to = assignees.map((username) => who(username).actor.user_id)
  const due_at = due_in_minutes === undefined ? null : new Date(Date.now() + due_in_minutes * 60_000).toISOString()
  await createTask(who(by), CreateTask.parse({ ...wish, project_id, assigned_to, due_at }))
}
