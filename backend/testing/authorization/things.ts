import type { Context } from '../../core/context.ts'
import { randomToken } from '../../core/crypto.ts'
import { deleteColumn } from '../../features/boards/delete-column.ts'
import { deleteComment } from '../../features/messages/delete-comment.ts'
import { archiveProject } from '../../features/projects/archive-project.ts'
import { deleteTask } from '../../features/tasks/delete-task.ts'
import type { World } from '../world.ts'
import { makersOf, type Once } from './makers.ts'
import { PLACES, type People } from './people.ts'

export type Things = ReturnType<typeof gatherThings>
type Who = keyof People
/** `hidden`: of the same team, in a project that only its members and those who run the team see. */
export type Variant = 'own' | 'hidden' | 'foreign' | 'deleted' | 'unknown'
type Id = number | string
type Makers = Partial<Record<Variant, (who: Who) => Promise<Id> | Id>>

const UNKNOWN = 999_999_999
const UNKNOWN_TEXT: Record<string, string> = { invite: 'u'.repeat(43), undo_entry: 'team:999999999@1' }

/** Ids of every kind of thing, made when they are first asked for and kept until they are spent. */
export function gatherThings(world: World, people: People) {
  const { vera, foma, home, foreign } = world
  const memory = new Map<string, Promise<unknown>>()

  const once: Once = <R>(name: string, make: () => Promise<R>) => {
    const known = memory.get(name) ?? make()
    memory.set(name, known)
    return known as Promise<R>
  }
  const make = makersOf(world, people, once)
  /** Outsiders try what another has. */
  const ownerOf = (who: Who) => (who in PLACES ? people[who] : vera)

  const tasks: Makers = {
    own: async () => (await make.taskIn(vera, home.project.id)).id,
    hidden: async () => (await make.taskIn(vera, (await make.closed()).id)).id,
    foreign: async () => (await make.taskIn(foma, foreign.project.id)).id,
    deleted: () => trash(vera, home.project.id),
  }

  const trash = async (leader: Context, project_id: number) => {
    const { id: task_id } = await make.taskIn(leader, project_id)
    await deleteTask(leader, { task_id })
    return task_id
  }

  const comments: Makers = {
    own: async () => make.commentBy(vera, await make.talkedTask()),
    hidden: async () => make.commentBy(vera, (await make.taskIn(vera, (await make.closed()).id)).id),
    foreign: async () => make.commentBy(foma, (await make.taskIn(foma, foreign.project.id)).id),
    deleted: async () => {
      const comment_id = await make.commentBy(vera, await make.talkedTask())
      await deleteComment(vera, { comment_id })
      return comment_id
    },
  }

  const kinds = {
    team: { own: () => home.team.id, foreign: () => foreign.team.id },
    person: { own: () => make.colleague(), foreign: () => foma.actor.user_id, deleted: make.formerColleague },
    project_member: {
      own: () => make.colleague({ project_role: 'member' }),
      foreign: () => foma.actor.user_id,
      deleted: make.formerColleague,
    },
    project: {
      own: () => home.project.id,
      hidden: async () => (await make.closed()).id,
      foreign: () => foreign.project.id,
      deleted: async () => (await make.gone()).id,
    },
    spare_project: {
      own: make.spare,
      hidden: async () => (await make.closed()).id,
      foreign: () => foreign.project.id,
      deleted: async () => (await make.gone()).id,
    },
    archived_project: {
      own: async () => {
        const project_id = await make.spare()
        await archiveProject(vera, { project_id })
        return project_id
      },
      hidden: async () => (await make.closed()).id,
      foreign: () => foreign.project.id,
    },
    board: {
      own: () => home.board_id,
      hidden: async () => (await make.closed()).boards[0]?.id ?? 0,
      foreign: () => foreign.board_id,
      deleted: async () => (await make.gone()).boards[0]?.id ?? 0,
    },
    column: {
      own: () => world.column('review'),
      hidden: async () => make.columnOf((await make.closed()).boards[0]?.id ?? 0),
      foreign: () => make.columnOf(foreign.board_id),
      deleted: async () => make.columnOf((await make.gone()).boards[0]?.id ?? 0),
    },
    spare_board: {
      own: () => make.boardIn(vera, home.project.id),
      hidden: async () => make.boardIn(vera, (await make.closed()).id),
      foreign: () => make.boardIn(foma, foreign.project.id),
      deleted: async () => (await make.gone()).boards[0]?.id ?? 0,
    },
    spare_column: {
      own: () => make.columnOn(vera, home.board_id),
      hidden: async () => make.columnOn(vera, (await make.closed()).boards[0]?.id ?? 0),
      foreign: () => make.columnOn(foma, foreign.board_id),
      deleted: async () => {
        const column_id = await make.columnOn(vera, home.board_id)
        await deleteColumn(vera, { column_id })
        return column_id
      },
    },
    task: tasks,
    parent_task: tasks,
    spare_task: tasks,
    waiting_task: { ...tasks, own: make.waitingTask },
    blocker: {
      own: make.blocker,
      hidden: async () => (await make.taskIn(vera, (await make.closed()).id)).id,
      foreign: async () => (await make.taskIn(foma, foreign.project.id)).id,
    },
    watched_task: { ...tasks, own: make.watchedTask },
    watcher: { own: make.watcher, foreign: () => foma.actor.user_id },
    listed_task: { ...tasks, own: make.listedTask },
    item: { own: make.item, foreign: () => make.foreignItem() },
    other_item: { own: make.item, foreign: () => make.foreignItem() },
    undo_entry: {
      own: (who: Who) => make.undoEntry(ownerOf(who), home.project.id),
      hidden: async () => make.undoEntry(vera, (await make.closed()).id),
      foreign: () => make.undoEntry(foma, foreign.project.id),
    },
    timed_task: tasks,
    running_task: { ...tasks, own: make.runningTask },
    noted_task: { ...tasks, own: make.notedTask },
    time: { own: make.time, foreign: () => make.foreignTime() },
    trashed_task: {
      own: () => trash(vera, home.project.id),
      hidden: async () => trash(vera, (await make.closed()).id),
      foreign: () => trash(foma, foreign.project.id),
    },
    label: {
      own: () => make.labelIn(vera, home.project.id),
      hidden: async () => make.labelIn(vera, (await make.closed()).id),
      foreign: () => make.labelIn(foma, foreign.project.id),
    },
    reminded_task: { ...tasks, own: make.remindedTask },
    reminder: {
      own: async (who: Who) => make.remind(ownerOf(who), await make.remindedTask()),
      hidden: async () => make.remind(vera, await make.remindedTask()),
      foreign: async () => make.remind(foma, (await make.taskIn(foma, foreign.project.id)).id),
    },
    notification: {
      own: (who: Who) => make.tell(ownerOf(who)),
      foreign: () => make.tell(foma),
    },
    api_token: {
      own: (who: Who) => make.tokenOf(ownerOf(who)),
      foreign: () => make.tokenOf(foma),
    },
    service_token: { own: make.serviceToken },
    session: {
      own: (who: Who) => make.sessionOf(ownerOf(who)),
      foreign: () => make.sessionOf(foma),
      deleted: (who: Who) => make.sessionOf(ownerOf(who), world.house.now()),
    },
    comment: comments,
    own_comment: { ...comments, own: async (who: Who) => make.commentBy(ownerOf(who), await make.talkedTask()) },
    talked_task: { ...tasks, own: make.talkedTask },
    invite: {
      own: () => make.inviteTo('Open', { uses: 1000 }),
      foreign: () => randomToken(),
      deleted: async () => {
        const expires_at = new Date(Date.parse(world.house.now()) + 1).toISOString()
        const token = await make.inviteTo('Shut', { expires_at })
        world.wait(2)
        return token
      },
    },
  } satisfies Record<string, Makers>

  const keyOf = (kind: keyof typeof kinds, variant: Variant, who: Who) =>
    `${kind} ${variant}${PERSONAL.has(kind) && variant === 'own' ? ` of ${who}` : ''}`

  return {
    /** The id of such a thing; undefined if that kind has none. */
    find(kind: keyof typeof kinds, variant: Variant, who: Who): Promise<Id | undefined> {
      if (variant === 'unknown') return Promise.resolve(UNKNOWN_TEXT[kind] ?? UNKNOWN)
      const idOf = (kinds[kind] as Makers)[variant]
      return idOf ? once(keyOf(kind, variant, who), async () => idOf(who)) : Promise.resolve(undefined)
    },
    /** It is not what it was: the next who asks gets another. */
    spend(kind: keyof typeof kinds, who: Who) {
      memory.delete(keyOf(kind, 'own', who))
    },
  }
}
export type Kind = Parameters<Things['find']>[0]

/** Things that each person has of their own. */
const PERSONAL = new Set([
  'undo_entry',
  'running_task',
  'reminder',
  'notification',
  'session',
  'api_token',
  'own_comment',
])
