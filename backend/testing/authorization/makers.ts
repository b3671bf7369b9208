import type { Context } from '../../core/context.ts'
import { randomToken } from '../../core/crypto.ts'
import { CreateColumn } from '../../features/boards/contract.ts'
import { createColumn } from '../../features/boards/create-column.ts'
import { createBoard } from '../../features/projects/create-board.ts'
import { addChecklistItem } from '../../features/checklist/add-checklist-item.ts'
import { AddChecklistItem } from '../../features/checklist/contract.ts'
import { addDependency } from '../../features/dependencies/add-dependency.ts'
import { CreateComment } from '../../features/messages/contract.ts'
import { createComment } from '../../features/messages/create-comment.ts'
import { createProject } from '../../features/projects/create-project.ts'
import { CreateProject } from '../../features/projects/contract.ts'
import { deleteProject } from '../../features/projects/delete-project.ts'
import { listColumns } from '../../features/projects/queries.ts'
import { setProjectMember } from '../../features/projects/set-project-member.ts'
import { addReminder } from '../../features/reminders/add-reminder.ts'
import { CreateTask } from '../../features/tasks/contract.ts'
import { createTask } from '../../features/tasks/create-task.ts'
import { taskUpdated } from '../../features/tasks/journal.ts'
import { changeTask } from '../../features/tasks/steps.ts'
import { addTime } from '../../features/time/add-time.ts'
import { startTimer } from '../../features/time/start-timer.ts'
import { CreateInvite } from '../../features/teams/contract.ts'
import { createInvite } from '../../features/teams/create-invite.ts'
import { removeMember } from '../../features/teams/remove-member.ts'
import { addWatcher } from '../../features/watchers/add-watcher.ts'
import { serviceTokenCreated } from '../../features/service-tokens/journal.ts'
import { tokenCreated } from '../../features/tokens/journal.ts'
import type { World } from '../world.ts'
import { PLACES, type People } from './people.ts'

/** Makes a thing the first time it is named, and remembers it. */
export type Once = <R>(name: string, make: () => Promise<R>) => Promise<R>

/** How things are made: by the product's own operations, as those make them who may. */
export function makersOf(world: World, people: People, once: Once) {
  const { vera, home } = world
  let number = 0

  const taskIn = async (leader: Context, project_id: number, label?: string, assigned_to: number[] = []) =>
    createTask(
      leader,
      CreateTask.parse({
        title: `Task ${++number}`,
        project_id,
        assigned_to,
        ...(label !== undefined && { labels: [label] }),
      }),
    )
  const labelIn = async (leader: Context, project_id: number) => {
    const { labels } = await taskIn(leader, project_id, 'red')
    return labels[0]?.id ?? 0
  }
  const columnOf = async (board_id: number) => (await listColumns(world.database.read, board_id))[3]?.id ?? 0
  const boardIn = async (leader: Context, project_id: number) =>
    (await createBoard(leader, { project_id, name: `Board ${++number}` })).id
  const columnOn = async (leader: Context, board_id: number) =>
    (await createColumn(leader, CreateColumn.parse({ board_id, name: `Column ${++number}`, status: 'todo' }))).id
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
  const remind = async (context: Context, task_id: number) => {
    world.wait(1)
    const remind_at = new Date(Date.parse('2026-05-01T09:00:00Z') + ++number * 1000).toISOString()
    return (await addReminder(context, { task_id, remind_at })).id
  }
  const tell = async ({ actor }: Context) => {
    const about = { stream: `user:${actor.user_id}`, seq: ++number, actor_id: actor.user_id }
    const told = { kind: 'assigned', task_id: null, team_id: null, args: '{}', created_at: world.house.now() } as const
    const row = { ...about, ...told, user_id: actor.user_id }
    const { id } = await world.database.record((write) =>
      write.insertInto('notifications').values(row).returning('id').executeTakeFirstOrThrow(),
    )
    return id
  }
  const listedTask = () => once('task with steps', async () => (await taskIn(vera, home.project.id)).id)
  const itemOf = async (leader: Context, task_id: number) =>
    (await addChecklistItem(leader, AddChecklistItem.parse({ task_id, text: 'Tent' }))).id
  const item = async () => itemOf(vera, await listedTask())
  const foreignItem = async () => itemOf(world.foma, (await taskIn(world.foma, world.foreign.project.id)).id)
  const waitingTask = () => once('waiting task', async () => (await taskIn(vera, home.project.id)).id)
  const blocker = async () => {
    const { id: blocked_by_id } = await taskIn(vera, home.project.id)
    await addDependency(vera, { task_id: await waitingTask(), blocked_by_id })
    return blocked_by_id
  }
  /** A task on which this person's timer runs, if they may let it run at all. */
  const runningTask = async (who: keyof People) => {
    const { id: task_id } = await taskIn(vera, home.project.id)
    const runs = who !== 'viewer' && who !== 'guest' && who in PLACES
    if (runs) await startTimer(people[who], { task_id, note: '' })
    return task_id
  }
  const timeOf = async (leader: Context, task_id: number) =>
    (await addTime(leader, { task_id, minutes: 5, note: '' })).id
  /** The entry of a title that this person has changed, whether they still may or not. */
  const undoEntry = async ({ actor }: Context, project_id: number) => {
    const leader = project_id === world.foreign.project.id ? world.foma : vera
    const task = await taskIn(leader, project_id)
    await world.arrange(actor, [`team:${task.team_id}`], async (write, at) => {
      const row = await write.selectFrom('tasks').selectAll().where('id', '=', task.id).executeTakeFirstOrThrow()
      const changed = await changeTask(write, { row, task }, { title: `Title ${++number}` }, at)
      return { entries: [taskUpdated(changed.task, changed.changes)], result: undefined }
    })
    const told = world.announced.at(-1)?.entry
    return `${told?.stream}@${told?.seq}`
  }
  const notedTask = () => once('task with time', async () => (await taskIn(vera, home.project.id)).id)
  const time = async () => timeOf(vera, await notedTask())
  const foreignTime = async () => timeOf(world.foma, (await taskIn(world.foma, world.foreign.project.id)).id)
  const watchedTask = () => once('watched task', async () => (await taskIn(vera, home.project.id)).id)
  const watcher = async () => {
    const user_id = await colleague()
    await addWatcher(vera, { task_id: await watchedTask(), user_id })
    return user_id
  }
  const remindedTask = () => once('reminded task', async () => (await taskIn(vera, home.project.id)).id)
  const tokenOf = ({ actor }: Context) => {
    const { user_id } = actor
    return world.arrange(actor, [`user:${user_id}`], async (write, at) => {
      const row = { user_id, name: 'Script', scopes: 'read', hash: randomToken(), created_at: at, expires_at: at }
      const { id } = await write.insertInto('api_tokens').values(row).returning('id').executeTakeFirstOrThrow()
      const token = { id, name: 'Script', scopes: ['read' as const], created_at: at, expires_at: at }
      return { entries: [tokenCreated(user_id, { ...token, last_used_at: null, last_used_ip: null })], result: id }
    })
  }
  const serviceToken = () => {
    const { user_id } = people.server_admin.actor
    return world.arrange(people.server_admin.actor, [`user:${user_id}`], async (write, at) => {
      const row = { name: 'CRM', hash: randomToken(), created_by: user_id, created_at: at, expires_at: at }
      const made = await write.insertInto('service_tokens').values(row).returningAll().executeTakeFirstOrThrow()
      const token = { ...made, last_used_at: null, last_used_for: null }
      return { entries: [serviceTokenCreated(user_id, token)], result: made.id }
    })
  }
  const sessionOf = async ({ actor }: Context, ended_at: string | null = null) => {
    const at = world.house.now()
    const expires_at = new Date(Date.parse(at) + 86_400_000).toISOString()
    const device = { device_id: null, ip: null, user_agent: null }
    const row = { user_id: actor.user_id, via: 'web', ...device, created_at: at, seen_at: at, expires_at } as const
    const { id } = await world.database.record((write) =>
      write
        .insertInto('sessions')
        .values({ ...row, ended_at })
        .returning('id')
        .executeTakeFirstOrThrow(),
    )
    return id
  }
  const talkedTask = () =>
    once('talked task', async () => (await taskIn(vera, home.project.id, undefined, [people.guest.actor.user_id])).id)
  const commentBy = async (context: Context, task_id: number) =>
    (await createComment(context, CreateComment.parse({ task_id, content: `Said ${++number}` }))).id
  const inviteTo = async (name: string, more: object) => {
    const { team } = await once(name, () => world.teamWithProject(vera, name))
    return (await createInvite(vera, CreateInvite.parse({ team_id: team.id, role: 'guest', ...more }))).token
  }

  return {
    taskIn,
    labelIn,
    boardIn,
    columnOn,
    columnOf,
    colleague,
    formerColleague,
    closed,
    gone,
    spare,
    remind,
    sessionOf,
    serviceToken,
    tokenOf,
    tell,
    remindedTask,
    talkedTask,
    commentBy,
    listedTask,
    item,
    foreignItem,
    waitingTask,
    blocker,
    runningTask,
    undoEntry,
    notedTask,
    time,
    foreignTime,
    watchedTask,
    watcher,
    inviteTo,
  }
}
