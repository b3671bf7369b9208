import { randomToken } from '../../core/crypto.ts'
import type { Context } from '../../core/context.ts'
import { createProject } from '../../features/projects/create-project.ts'
import { CreateProject } from '../../features/projects/contract.ts'
import { deleteProject } from '../../features/projects/delete-project.ts'
import { listColumns } from '../../features/projects/queries.ts'
import { setProjectMember } from '../../features/projects/set-project-member.ts'
import { addReminder } from '../../features/reminders/add-reminder.ts'
import { CreateTask } from '../../features/tasks/contract.ts'
import { createTask } from '../../features/tasks/create-task.ts'
import { deleteTask } from '../../features/tasks/delete-task.ts'
import { CreateInvite } from '../../features/teams/contract.ts'
import { createInvite } from '../../features/teams/create-invite.ts'
import { removeMember } from '../../features/teams/remove-member.ts'
import type { World } from '../world.ts'
import type { People } from './people.ts'

export type Things = ReturnType<typeof gatherThings>
type Who = keyof People
/** `hidden`: of the same team, in a project that only its members and those who run the team see. */
export type Variant = 'own' | 'hidden' | 'foreign' | 'deleted' | 'unknown'
type Id = number | string
type Makers = Partial<Record<Variant, (who: Who) => Promise<Id> | Id>>

const UNKNOWN = 999_999_999

/** Ids of every kind of thing, made when they are first asked for and kept until they are spent. */
export function gatherThings(world: World, people: People) {
  const { vera, foma, home, foreign } = world
  const memory = new Map<string, Promise<unknown>>()
  let number = 0

  /** Made once. */
  function once<R>(name: string, make: () => Promise<R>): Promise<R> {
    const known = memory.get(name) ?? make()
    memory.set(name, known)
    return known as Promise<R>
  }

  const taskIn = async (leader: Context, project_id: number, label?: string) =>
    createTask(
      leader,
      CreateTask.parse({ title: `Task ${++number}`, project_id, ...(label !== undefined && { labels: [label] }) }),
    )
  const labelIn = async (leader: Context, project_id: number) => {
    const { labels } = await taskIn(leader, project_id, 'red')
    return labels[0]?.id ?? 0
  }
  const columnOf = async (board_id: number) => (await listColumns(world.database.read, board_id))[3]?.id ?? 0
  const projectOf = (visibility: 'team' | 'members') =>
    createProject(vera, CreateProject.parse({ team_id: home.team.id, name: `Project ${++number}`, visibility }))
  const colleague = async (more: object = {}) => {
    const { actor } = await world.join(`colleague ${++number}`, 'member', more)
    return actor.user_id
  }
  const formerColleague = async () => {
    const user_id = await colleague()
    await removeMember(vera, { team_id: home.team.id, user_id })
    return user_id
  }
  const closed = () => once('closed project', () => projectOf('members'))
  const gone = () =>
    once('deleted project', async () => {
      const project = await projectOf('team')
      await deleteProject(vera, { project_id: project.id })
      return project
    })
  const spare = async () => {
    const { id: project_id } = await projectOf('team')
    for (const [who, role] of [
      ['lead', 'manager'],
      ['guest', 'member'],
      ['viewer', 'viewer'],
    ] as const)
      await setProjectMember(vera, { project_id, user_id: people[who].actor.user_id, role })
    return project_id
  }
  const tasks: Makers = {
    own: async () => (await taskIn(vera, home.project.id)).id,
    hidden: async () => (await taskIn(vera, (await closed()).id)).id,
    foreign: async () => (await taskIn(foma, foreign.project.id)).id,
    deleted: async () => {
      const { id: task_id } = await taskIn(vera, home.project.id)
      await deleteTask(vera, { task_id })
      return task_id
    },
  }
  const remind = async (context: Context, task_id: number) => {
    world.wait(1)
    const remind_at = new Date(Date.parse('2026-05-01T09:00:00Z') + ++number * 1000).toISOString()
    return (await addReminder(context, { task_id, remind_at })).id
  }
  const remindedTask = () => once('reminded task', async () => (await taskIn(vera, home.project.id)).id)
  const inviteTo = async (name: string, more: object) => {
    const { team } = await once(name, () => world.teamWithProject(vera, name))
    return (await createInvite(vera, CreateInvite.parse({ team_id: team.id, role: 'guest', ...more }))).token
  }

  const makers = {
    team: { own: () => home.team.id, foreign: () => foreign.team.id },
    person: { own: () => colleague(), foreign: () => foma.actor.user_id, deleted: formerColleague },
    project_member: {
      own: () => colleague({ project_role: 'member' }),
      foreign: () => foma.actor.user_id,
      deleted: formerColleague,
    },
    project: {
      own: () => home.project.id,
      hidden: async () => (await closed()).id,
      foreign: () => foreign.project.id,
      deleted: async () => (await gone()).id,
    },
    spare_project: {
      own: spare,
      hidden: async () => (await closed()).id,
      foreign: () => foreign.project.id,
      deleted: async () => (await gone()).id,
    },
    board: {
      own: () => home.board_id,
      hidden: async () => (await closed()).boards[0]?.id ?? 0,
      foreign: () => foreign.board_id,
      deleted: async () => (await gone()).boards[0]?.id ?? 0,
    },
    column: {
      own: () => world.column('review'),
      hidden: async () => columnOf((await closed()).boards[0]?.id ?? 0),
      foreign: () => columnOf(foreign.board_id),
      deleted: async () => columnOf((await gone()).boards[0]?.id ?? 0),
    },
    task: tasks,
    parent_task: tasks,
    label: {
      own: () => labelIn(vera, home.project.id),
      hidden: async () => labelIn(vera, (await closed()).id),
      foreign: () => labelIn(foma, foreign.project.id),
    },
    reminded_task: { ...tasks, own: remindedTask },
    reminder: {
      own: async (who: Who) => remind(who in INSIDE ? people[who] : vera, await remindedTask()),
      hidden: async () => remind(vera, await remindedTask()),
      foreign: async () => remind(foma, (await taskIn(foma, foreign.project.id)).id),
    },
    invite: {
      own: () => inviteTo('Open', { uses: 1000 }),
      foreign: () => randomToken(),
      deleted: async () => {
        const expires_at = new Date(Date.parse(world.house.now()) + 1).toISOString()
        const token = await inviteTo('Shut', { expires_at })
        world.wait(2)
        return token
      },
    },
  } satisfies Record<string, Makers>

  const keyOf = (kind: keyof typeof makers, variant: Variant, who: Who) =>
    `${kind} ${variant}${kind === 'reminder' && variant === 'own' ? ` of ${who}` : ''}`

  return {
    /** The id of such a thing; undefined if that kind has none. */
    find(kind: keyof typeof makers, variant: Variant, who: Who): Promise<Id | undefined> {
      if (variant === 'unknown') return Promise.resolve(kind === 'invite' ? 'u'.repeat(43) : UNKNOWN)
      const make = (makers[kind] as Makers)[variant]
      return make ? once(keyOf(kind, variant, who), async () => make(who)) : Promise.resolve(undefined)
    },
    /** It is not what it was: the next who asks gets another. */
    spend(kind: keyof typeof makers, who: Who) {
      memory.delete(keyOf(kind, 'own', who))
    },
  }
}
export type Kind = Parameters<Things['find']>[0]

const INSIDE = { admin: 1, manager: 1, lead: 1, member: 1, guest: 1, viewer: 1 }
