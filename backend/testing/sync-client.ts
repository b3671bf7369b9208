import { Problem } from '../core/errors.ts'
import type { Context } from '../core/context.ts'
import type { WrittenEntry } from '../core/database.ts'
import { sync } from '../features/journal/sync.ts'
import { findProject } from '../features/projects/find-project.ts'
import { listProjects } from '../features/projects/list-projects.ts'
import { ListTasks } from '../features/tasks/contract.ts'
import { listTasks } from '../features/tasks/list-tasks.ts'
import { findTeam } from '../features/teams/find-team.ts'
import { listTeams } from '../features/teams/list-teams.ts'
import { teamForMember } from '../features/teams/present.ts'
import type { WireEntry } from '../../miniapp/src/core/entry.ts'
import { Sync, type SyncAnswer } from '../../miniapp/src/core/sync.ts'
import { Truth } from '../../miniapp/src/core/truth.ts'
import type { Random } from './random.ts'

type Place = { team_id: number; project_id: number | null }

/** One device, made of the Mini App's own parts: what it knows, and how it catches up. The line to it is bad. */
export class SyncClient {
  readonly name: string
  readonly #context: Context
  readonly #random: Random
  readonly #truth = new Truth()
  readonly #sync: Sync
  readonly #line: WrittenEntry[] = []
  #stale: Place[] = []

  constructor(name: string, context: Context, random: Random) {
    this.name = name
    this.#context = context
    this.#random = random
    this.#truth.onStale = (stale) => {
      if (stale.what === 'access') this.#stale.push(stale)
    }
    this.#sync = new Sync({
      ask: async (since = '') => (await sync(context, { since })) as unknown as SyncAnswer,
      apply: (entry) => this.#truth.apply(entry),
      reload: () => this.#load(),
      keep: () => {},
    })
  }

  async start(): Promise<void> {
    await this.#sync.run()
    await this.#load()
  }

  /** A third of the pushes is lost on the way, and some are there twice. */
  push(entry: WrittenEntry): void {
    if (this.#random.chance(1 / 3)) return
    this.#line.push(entry)
    if (this.#random.chance(1 / 4)) this.#line.push(entry)
  }

  /** Some of what is on the way arrives, in any order. */
  async receive(share: number): Promise<void> {
    for (const entry of this.#random.shuffled(this.#line.splice(0))) {
      if (this.#random.chance(share)) this.#truth.apply(structuredClone(entry) as WireEntry)
      else this.#line.push(entry)
    }
    await this.#loadStale()
  }

  async sync(): Promise<void> {
    await this.#sync.run()
    await this.#loadStale()
  }

  knows() {
    const { teams, projects, tasks } = this.#truth
    return { teams: byId(teams.values()), projects: byId(projects.values()), tasks: byId(tasks.values()) }
  }

  /** What somebody who had just come would be given. */
  async fresh() {
    const context = this.#context
    const tasks = await all((cursor) => listTasks(context, ListTasks.parse({ limit: 100, cursor })))
    return {
      teams: byId((await listTeams(context, { limit: 100 })).items),
      projects: byId((await listProjects(context, { limit: 100 })).items),
      tasks: byId(tasks),
    }
  }

  async #load() {
    const { teams, projects, tasks } = await this.fresh()
    for (const team of teams) this.#truth.putTeam(team)
    for (const project of projects) this.#truth.putProject(project)
    for (const task of tasks) this.#truth.putTask(task)
  }

  async #loadStale() {
    for (const place of this.#stale.splice(0)) await unlessGone(this.#loadPlace(place))
  }

  /** A whole answer about a team, or one project of it: what it does not name is not there any more. */
  async #loadPlace({ team_id, project_id }: Place) {
    const context = this.#context
    const truth = this.#truth
    const lies = (thing: Place) => (project_id === null ? thing.team_id === team_id : thing.project_id === project_id)
    if (project_id === null) {
      const team = await findTeam(context, { team_id })
      truth.putTeam(await teamForMember(context.read, team, context.actor.user_id))
      const { items } = await listProjects(context, { team_id, limit: 100 })
      const named = new Set(items.map(({ id }) => id))
      for (const known of truth.projects.values()) {
        if (known.team_id === team_id && !named.has(known.id)) truth.projects.delete(known.id)
      }
      for (const project of items) truth.putProject(project)
    } else truth.putProject(await findProject(context, { project_id }))
    const where = project_id === null ? { team_id: `${team_id}` } : { project_id: `${project_id}` }
    const tasks = await all((cursor) => listTasks(context, ListTasks.parse({ ...where, limit: 100, cursor })))
    const among = [...truth.tasks.values()].filter(lies).map(({ id }) => id)
    truth.putWhole(tasks, among)
  }
}

async function all<T>(
  page: (cursor: string | undefined) => Promise<{ items: T[]; next: string | null }>,
): Promise<T[]> {
  const items: T[] = []
  let cursor: string | undefined
  do {
    const given = await page(cursor)
    items.push(...given.items)
    cursor = given.next ?? undefined
  } while (cursor)
  return items
}

async function unlessGone(load: Promise<void>) {
  await load.catch((error: unknown) => {
    if (!(error instanceof Problem) || error.status !== 404) throw error
  })
}

const byId = <T extends { id: number }>(things: Iterable<T>) => [...things].toSorted((a, b) => a.id - b.id)
