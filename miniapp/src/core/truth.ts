import type { Label } from '../../../backend/features/labels/contract.ts'
import type { SharedProject, WholeBoard } from '../../../backend/features/projects/contract.ts'
import type { SharedTask, TaskMay } from '../../../backend/features/tasks/contract.ts'
import type { Team } from '../../../backend/features/teams/contract.ts'
import type { WireEntry } from './entry.ts'

export type Board = Omit<WholeBoard, 'tasks'>
export type MakeMap = <V>() => Map<number, V>

/** What changed beyond what an entry itself carries: somebody has to ask the server. */
export type Stale =
  | { what: 'access'; team_id: number; project_id: number | null }
  | { what: 'members'; team_id: number; user_id: number }
  | { what: 'project_members'; project_id: number }
  | { what: 'board'; board_id: number }
  | { what: 'boards'; project_id: number }
  | { what: 'reminders'; task_id: number }
  | { what: 'me' }
  | { what: 'notifications' }

interface Versioned {
  id: number
  version: number
}

/**
 * All this person's device knows for certain, by id. Entries may come twice, late or in any order:
 * an older version never wins over a newer one, and what is gone stays gone.
 */
export class Truth {
  readonly tasks: Map<number, SharedTask>
  readonly mays: Map<number, TaskMay>
  readonly projects: Map<number, SharedProject>
  readonly teams: Map<number, Team>
  readonly boards: Map<number, Board>
  onStale: (stale: Stale) => void = () => {}
  /** How often access to something was lost: an answer asked for before the last time may hold what is not to be seen. */
  losses = 0
  readonly #goneTasks = new Map<number, number>()
  readonly #goneProjects = new Map<number, number>()
  readonly #lost = new Map<string, string>()
  readonly #accessSeq = new Map<string, number>()

  constructor(makeMap: MakeMap = () => new Map()) {
    this.tasks = makeMap()
    this.mays = makeMap()
    this.projects = makeMap()
    this.teams = makeMap()
    this.boards = makeMap()
  }

  apply(entry: WireEntry): void {
    switch (entry.kind) {
      case 'task_created':
      case 'task_updated':
        if (!this.#wasLost(entry.task, entry.at)) this.putTask(entry.task)
        return
      case 'task_deleted':
        return this.#dropTask(entry.task.id, entry.task.version)
      case 'task_left':
        return this.#dropTask(entry.task.id, entry.task.version - 1)
      case 'project_created':
      case 'project_updated':
        if (!this.#wasLost({ team_id: entry.project.team_id, project_id: entry.project.id }, entry.at))
          this.putProject(entry.project)
        return
      case 'project_deleted':
        this.#goneProjects.set(entry.project.id, entry.project.version)
        return this.forget((thing) => thing.project_id === entry.project.id)
      case 'board_deleted':
        return void this.boards.delete(entry.board.id)
      case 'board_updated':
        return this.onStale({ what: 'board', board_id: entry.board.id })
      case 'column_created':
      case 'column_updated':
      case 'column_deleted':
        return this.onStale({ what: 'board', board_id: entry.column.board_id })
      case 'label_created':
        return this.onStale({ what: 'boards', project_id: entry.label.project_id })
      case 'label_updated':
      case 'label_deleted':
        this.#relabel(entry.label.id, entry.kind === 'label_updated' ? entry.label : undefined)
        return this.onStale({ what: 'boards', project_id: entry.label.project_id })
      case 'team_updated':
        return this.#putTeamName(entry.team)
      case 'member_added':
      case 'member_updated':
      case 'member_removed':
        return this.onStale({ what: 'members', team_id: entry.member.team_id, user_id: entry.member.user.id })
      case 'project_member_added':
      case 'project_member_updated':
      case 'project_member_removed':
        return this.onStale({ what: 'project_members', project_id: entry.project_member.project_id })
      case 'access_gained':
      case 'access_lost':
        return this.#changeAccess(entry.kind === 'access_gained', entry)
      case 'reminder_added':
      case 'reminder_removed':
      case 'reminder_fired':
        return this.onStale({ what: 'reminders', task_id: entry.reminder.task_id })
      case 'notifications_read':
        return this.onStale({ what: 'notifications' })
      case 'user_updated':
        return this.onStale({ what: 'me' })
      default:
    }
  }

  putTask(task: SharedTask, may?: TaskMay): void {
    if (!isNews(this.tasks.get(task.id), task, this.#goneTasks)) return
    this.tasks.set(task.id, task)
    if (may) this.mays.set(task.id, may)
    else this.mays.delete(task.id)
  }

  putProject(project: SharedProject): void {
    if (isNews(this.projects.get(project.id), project, this.#goneProjects)) this.projects.set(project.id, project)
  }

  putTeam(team: Team): void {
    const known = this.teams.get(team.id)
    if (!known || known.version <= team.version) this.teams.set(team.id, team)
  }

  /** A whole answer about some tasks: those of `among` it does not name are not there any more. */
  putWhole(tasks: SharedTask[], among: Iterable<number>): void {
    const named = new Set(tasks.map(({ id }) => id))
    for (const id of among) if (!named.has(id)) this.tasks.delete(id)
    for (const task of tasks) this.putTask(task)
  }

  /** The server says the task is deleted: stragglers about it are ignored. */
  drop(task_id: number): void {
    this.#dropTask(task_id, this.tasks.get(task_id)?.version ?? 0)
  }

  /** Forgets what lies where a person may no longer look. */
  forget(lies: (thing: { team_id: number; project_id: number }) => boolean): void {
    for (const [id, task] of this.tasks) if (lies(task)) this.tasks.delete(id)
    for (const [id, { team_id }] of this.projects) if (lies({ team_id, project_id: id })) this.projects.delete(id)
    for (const [id, { board }] of this.boards) if (lies(board)) this.boards.delete(id)
  }

  #dropTask(id: number, version: number): void {
    this.#goneTasks.set(id, Math.max(version, this.#goneTasks.get(id) ?? 0))
    const known = this.tasks.get(id)
    if (known && known.version <= version) this.tasks.delete(id)
  }

  /** A label shows on every task that has it. */
  #relabel(id: number, now: Label | undefined): void {
    for (const task of this.tasks.values()) {
      if (!task.labels.some((label) => label.id === id)) continue
      const labels = task.labels.flatMap((label) =>
        label.id !== id ? [label] : now ? [{ id, name: now.name, color: now.color }] : [],
      )
      this.tasks.set(task.id, { ...task, labels })
    }
  }

  #putTeamName(team: { id: number; name: string; version: number; updated_at: string }): void {
    const known = this.teams.get(team.id)
    if (!known || known.version >= team.version) return
    this.teams.set(team.id, { ...known, name: team.name, version: team.version, updated_at: team.updated_at })
  }

  #changeAccess(
    gained: boolean,
    { seq, at, access }: Extract<WireEntry, { kind: 'access_gained' | 'access_lost' }>,
  ): void {
    const { team_id, project_id } = access
    const place = project_id === null ? `team:${team_id}` : `project:${project_id}`
    if (seq < (this.#accessSeq.get(place) ?? 0)) return
    this.#accessSeq.set(place, seq)
    if (gained) this.#lost.delete(place)
    else {
      this.losses++
      this.#lost.set(place, at)
      this.forget((thing) => (project_id === null ? thing.team_id === team_id : thing.project_id === project_id))
      if (project_id === null) this.teams.delete(team_id)
    }
    this.onStale({ what: 'access', team_id, project_id })
  }

  /** Whether an entry is a straggler from before the access to its place was lost. */
  #wasLost({ team_id, project_id }: { team_id: number; project_id: number }, at: string): boolean {
    return [`team:${team_id}`, `project:${project_id}`].some((place) => at <= (this.#lost.get(place) ?? ''))
  }
}

function isNews(known: Versioned | undefined, thing: Versioned, gone: Map<number, number>): boolean {
  return (known?.version ?? 0) <= thing.version && (gone.get(thing.id) ?? 0) < thing.version
}
