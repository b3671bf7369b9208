import { expect, test } from 'vitest'
import type { Context } from '../../core/context.ts'
import type { WrittenEntry } from '../../core/database.ts'
import { Problem } from '../../core/errors.ts'
import { makeWorld, type World } from '../../testing/world.ts'
import { CreateProject } from '../projects/contract.ts'
import { createProject } from '../projects/create-project.ts'
import { deleteProject } from '../projects/delete-project.ts'
import { listVisibleProjectIds } from '../projects/queries.ts'
import { removeProjectMember } from '../projects/remove-project-member.ts'
import { setProjectMember } from '../projects/set-project-member.ts'
import { updateProject } from '../projects/update-project.ts'
import { PROJECT_ROLES } from '../projects/values.ts'
import { addReminder } from '../reminders/add-reminder.ts'
import { CreateTask } from '../tasks/contract.ts'
import { createTask } from '../tasks/create-task.ts'
import { acceptInvite } from './accept-invite.ts'
import { changeRole } from './change-role.ts'
import { CreateInvite } from './contract.ts'
import { createInvite } from './create-invite.ts'
import { leaveTeam } from './leave-team.ts'
import { removeMember } from './remove-member.ts'
import { TEAM_ROLES } from './values.ts'

const SEED = Number(process.env.SEED ?? 4)
const STEPS = 150

/** A repeatable choice (mulberry32). */
function makeChance(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return <T>(values: readonly T[]): T => {
    const value = values[Math.floor(next() * values.length)]
    if (value === undefined) throw new Error('nothing to choose from')
    return value
  }
}

/** What a device believes to see, by nothing but what it is told. */
async function follow(seen: Set<number>, entry: WrittenEntry, load: () => Promise<number[]>, all: Set<number>) {
  if (entry.kind === 'project_created') seen.add(entry.project.id)
  if (entry.kind !== 'access_gained' && entry.kind !== 'access_lost') return
  const { project_id } = entry.access
  const gained = entry.kind === 'access_gained'
  if (project_id !== null && gained) seen.add(project_id)
  if (project_id !== null && !gained) seen.delete(project_id)
  if (project_id !== null) return
  for (const id of all) seen.delete(id)
  if (gained) for (const id of await load()) seen.add(id)
}

test(
  `whatever happens to people and projects, everybody is told exactly what they see, and has no work elsewhere (seed ${SEED})`,
  { timeout: 120_000 },
  async () => {
    const world = await makeWorld()
    const choose = makeChance(SEED)
    const people = [world.vera]
    for (const [index, role] of TEAM_ROLES.entries()) people.push(await world.join(`p${index}`, role))
    const projects = new Set([world.home.project.id])
    const sees = ({ actor }: Context) => listVisibleProjectIds(world.database.read, world.home.team.id, actor.user_id)
    const devices = new Map<number, Set<number>>()
    for (const person of people) devices.set(person.actor.user_id, new Set(await sees(person)))

    for (let step = 0; step < STEPS; step++) {
      const before = world.announced.length
      await actAtRandom(world, choose, people, projects)
      world.wait(1000)
      for (const person of people) {
        const { user_id } = person.actor
        const device = devices.get(user_id) ?? new Set()
        for (const { entry, user_ids } of world.announced.slice(before))
          if (user_ids.includes(user_id)) await follow(device, entry, () => sees(person), projects)
        const fresh = await sees(person)
        expect(device, `${person.actor.name} after step ${step}`).toEqual(new Set(fresh))
      }
      expect(await listWorkOutOfSight(world), `after step ${step}`).toEqual({ assignments: [], reminders: [] })
    }
  },
)

/** One thing somebody tries; what is refused is no matter. */
async function actAtRandom(
  world: World,
  choose: ReturnType<typeof makeChance>,
  people: Context[],
  projects: Set<number>,
) {
  const team_id = world.home.team.id
  const [who, whom] = [choose(people), choose(people)]
  const { user_id } = whom.actor
  const project_id = choose([...projects])
  const visibility = choose(['team', 'members'] as const)
  const acts = [
    () => changeRole(who, { team_id, user_id, role: choose(TEAM_ROLES) }),
    () => removeMember(who, { team_id, user_id }),
    () => leaveTeam(who, { team_id }),
    async () => {
      const { token } = await createInvite(who, CreateInvite.parse({ team_id, role: choose(TEAM_ROLES) }))
      return acceptInvite(whom, { token })
    },
    () => setProjectMember(who, { project_id, user_id, role: choose(PROJECT_ROLES) }),
    () => removeProjectMember(who, { project_id, user_id }),
    () => updateProject(who, { project_id, visibility }),
    async () => {
      const project = await createProject(who, CreateProject.parse({ team_id, name: 'New', visibility }))
      projects.add(project.id)
    },
    () => (projects.size > 3 ? deleteProject(who, { project_id }) : Promise.resolve()),
    () =>
      createTask(
        who,
        CreateTask.parse({ title: 'New', project_id, assigned_to: [user_id], due_at: '2026-06-01T00:00:00Z' }),
      ),
    async () => {
      const task = await createTask(who, CreateTask.parse({ title: 'Own', project_id }))
      return addReminder(who, { task_id: task.id, remind_at: '2026-05-01T00:00:00.000Z' })
    },
  ]
  await choose(acts)().catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error
  })
}

/** Assignments and waiting reminders of people who do not see the project; a deleted project keeps its own for when it is restored. */
async function listWorkOutOfSight({ database }: World) {
  const assignments = await database.read
    .selectFrom('task_assignees')
    .innerJoin('tasks', 'tasks.id', 'task_assignees.task_id')
    .innerJoin('projects', 'projects.id', 'tasks.project_id')
    .leftJoin('project_access', (join) =>
      join
        .onRef('project_access.project_id', '=', 'tasks.project_id')
        .onRef('project_access.user_id', '=', 'task_assignees.user_id'),
    )
    .select(['task_assignees.task_id', 'task_assignees.user_id'])
    .where('projects.deleted_at', 'is', null)
    .where('project_access.user_id', 'is', null)
    .execute()
  const reminders = await database.read
    .selectFrom('reminders')
    .innerJoin('tasks', 'tasks.id', 'reminders.task_id')
    .innerJoin('projects', 'projects.id', 'tasks.project_id')
    .leftJoin('project_access', (join) =>
      join
        .onRef('project_access.project_id', '=', 'tasks.project_id')
        .onRef('project_access.user_id', '=', 'reminders.user_id'),
    )
    .select(['reminders.task_id', 'reminders.user_id'])
    .where('reminders.fired_at', 'is', null)
    .where('projects.deleted_at', 'is', null)
    .where('project_access.user_id', 'is', null)
    .execute()
  return { assignments, reminders }
}
