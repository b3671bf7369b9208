import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Actor, Via } from '../core/actor.ts'
import { makeContext, type Context, type House } from '../core/context.ts'
import type { Announcement, Change, Database, WrittenEntry, Writer } from '../core/database.ts'
import { migratePostgres, migrateSqlite } from '../core/migrate.ts'
import { openPostgresDatabase } from '../core/postgres.ts'
import { openSqliteDatabase } from '../core/sqlite.ts'
import { audiences } from '../features/journal/audiences.ts'
import { userCreated } from '../features/people/journal.ts'
import { makeUser } from '../features/people/steps.ts'
import { projectCreated } from '../features/projects/journal.ts'
import { listColumns } from '../features/projects/queries.ts'
import { makeProject } from '../features/projects/steps.ts'
import type { ProjectRole, Visibility } from '../features/projects/values.ts'
import type { SharedTask } from '../features/tasks/contract.ts'
import { taskCreated } from '../features/tasks/journal.ts'
import { shareTask } from '../features/tasks/present.ts'
import { findPlace } from '../features/tasks/steps.ts'
import type { Status } from '../features/tasks/values.ts'
import { memberAdded, teamCreated } from '../features/teams/journal.ts'
import { addTeamMember, makeTeam } from '../features/teams/steps.ts'
import type { TeamRole } from '../features/teams/values.ts'
import { dropPostgres, freshPostgres } from './postgres.ts'

export type Engine = 'sqlite' | 'postgres'
export type World = Awaited<ReturnType<typeof makeWorld>>

interface TaskWish {
  creator?: string
  assignees?: string[]
  status?: Status
  due_at?: string
}

interface PersonWish {
  telegram_id?: number
  locale?: 'ru' | 'en'
  via?: Via
}

/**
 * A fresh world on the engine of this run: vera leads a team with one project, whose board has the first columns;
 * foma is admin of another team. What it writes while being set up is left out of `journal()`.
 */
export async function makeWorld(engine: Engine = (process.env.ENGINE as Engine | undefined) ?? 'sqlite') {
  const place = await freshPlace(engine)
  const database = place.open()
  onTestFinished(async () => {
    await database.close()
    await place.drop()
  })
  return furnish(database, place)
}

async function furnish(database: Database, place: Place) {
  const clock = { now: Date.parse('2026-03-02T09:00:00.000Z') }
  const announced: Announcement[] = []
  const listeners: ((announcements: Announcement[]) => void)[] = []
  const house: House = {
    database,
    now: () => new Date(clock.now).toISOString(),
    announce: (announcements) => {
      announced.push(...announcements)
      for (const listen of listeners) listen(announcements)
    },
    cut: () => {},
  }
  const people = new Map<string, Actor>()
  let settled = 0

  /** Makes something without leaving it in `journal()`. */
  async function arrange<R>(
    actor: Actor,
    names: string[],
    work: (write: Writer, at: string) => Promise<Change<R>>,
  ): Promise<R> {
    const result = await makeContext(house, actor).mutate(
      () => Promise.resolve(names),
      (write) => work(write, house.now()),
    )
    settled = announced.length
    return result
  }

  async function person(name: string, more: PersonWish = {}): Promise<Context> {
    const actor: Actor = {
      user_id: 0,
      name,
      locale: more.locale ?? 'en',
      time_zone: 'UTC',
      via: more.via ?? 'api',
      ip: '203.0.113.7',
      user_agent: 'test',
    }
    const user = {
      name,
      locale: more.locale ?? 'en',
      time_zone: 'UTC',
      telegram_id: more.telegram_id ?? null,
      telegram_username: name,
      server_admin_at: null,
    } as const
    actor.user_id = await arrange(actor, [], async (write, at) => {
      const row = await makeUser(write, user, at)
      return { entries: [userCreated(row)], result: row.id }
    })
    people.set(name, actor)
    return makeContext(house, actor)
  }

  const as = (name: string) => {
    const actor = people.get(name)
    if (!actor) throw new Error(`nobody is called ${name}`)
    return makeContext(house, actor)
  }

  async function teamWithProject(leader: Context, name: string) {
    const { actor } = leader
    return arrange(actor, [], async (write, at) => {
      const team = await makeTeam(write, { name, created_by: actor.user_id, personal_of: null }, at)
      const project = await makeProject(
        write,
        {
          team_id: team.id,
          name: `${name} site`,
          client: null,
          description: '',
          status: 'active',
          visibility: 'team',
          movers: 'everyone',
          created_by: actor.user_id,
        },
        { at, locale: 'en' },
      )
      const board_id = project.boards[0]?.id ?? 0
      const columns = await listColumns(write, board_id)
      return { entries: [teamCreated(team), projectCreated(project)], result: { team, project, board_id, columns } }
    })
  }

  /** Makes somebody a member of the home team. */
  async function putIn(
    { user_id, name }: Actor,
    role: TeamRole,
    { project_role }: { project_role?: ProjectRole } = {},
  ) {
    await arrange(vera.actor, [`team:${home.team.id}`], async (write, at) => {
      await addTeamMember(write, { team_id: home.team.id, user_id, role }, at)
      if (project_role) {
        const member = { project_id: home.project.id, user_id, role: project_role, joined_at: at }
        await write.insertInto('project_members').values(member).execute()
      }
      return {
        entries: [memberAdded({ team_id: home.team.id, user: { id: user_id, name }, role, joined_at: at })],
        result: undefined,
      }
    })
  }

  const vera = await person('vera')
  const foma = await person('foma')
  const home = await teamWithProject(vera, 'Home')
  const foreign = await teamWithProject(foma, 'Foreign')

  return {
    database,
    house,
    place,
    announced,
    listeners,
    home,
    foreign,
    vera,
    foma,
    as,
    arrange,
    person,
    teamWithProject,
    /** Lets `ms` pass. */
    wait: (ms: number) => void (clock.now += ms),
    setTime: (moment: string) => void (clock.now = Date.parse(moment)),
    column: (status: Status) => home.columns.find((column) => column.status === status)?.id ?? 0,
    /** A new person, already a member of the home team. */
    async join(name: string, role: TeamRole, more: PersonWish & { project_role?: ProjectRole } = {}): Promise<Context> {
      const context = await person(name, more)
      await putIn(context.actor, role, more)
      return context
    },
    putIn,
    async addProject(name: string, visibility: Visibility = 'team') {
      const values = {
        team_id: home.team.id,
        name,
        client: null,
        description: '',
        status: 'active',
        movers: 'everyone',
        created_by: vera.actor.user_id,
      } as const
      return arrange(vera.actor, [`team:${home.team.id}`], async (write, at) => {
        const project = await makeProject(write, { ...values, visibility }, { at, locale: 'en' })
        return { entries: [projectCreated(project)], result: project }
      })
    },
    async addTask(
      title: string,
      { creator = 'vera', assignees = [], status = 'todo', due_at }: TaskWish = {},
    ): Promise<SharedTask> {
      const { user_id } = as(creator).actor
      const { team, project, board_id } = home
      return arrange(as(creator).actor, [`team:${team.id}`], async (write, at) => {
        const place = await findPlace(write, { id: 0, board_id, column_id: 0, status }, { status })
        const row = await write
          .insertInto('tasks')
          .values({
            team_id: team.id,
            project_id: project.id,
            board_id,
            ...place,
            title,
            description: '',
            priority: 'medium',
            creator_id: user_id,
            due_at: due_at ?? null,
            done_at: status === 'done' ? at : null,
            search: title.toLowerCase(),
            created_at: at,
            updated_at: at,
          })
          .returningAll()
          .executeTakeFirstOrThrow()
        for (const name of assignees) {
          await write
            .insertInto('task_assignees')
            .values({ task_id: row.id, user_id: as(name).actor.user_id, assigned_at: at })
            .execute()
        }
        const task = await shareTask(write, row)
        return { entries: [taskCreated(task)], result: task }
      })
    },
    /** What was written since the world was last arranged, oldest first. */
    journal: (): WrittenEntry[] => announced.slice(settled).map(({ entry }) => entry),
  }
}

interface Place {
  engine: Engine
  /** The same data in another connection, as another instance or worker has it. */
  open: () => Database
  file: string | undefined
  url: string
  drop: () => Promise<void>
}

export async function freshPlace(engine: Engine): Promise<Place> {
  if (engine === 'postgres') {
    const url = await freshPostgres(migratePostgres)
    return {
      engine,
      file: undefined,
      url,
      open: () => openPostgresDatabase(url, audiences, () => {}),
      drop: () => dropPostgres(url),
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'dela-'))
  const file = join(folder, 'dela.db')
  await migrateSqlite(file)
  const drop = () => Promise.resolve(rmSync(folder, { recursive: true, force: true }))
  return { engine, file, url: `file:${file}`, open: () => openSqliteDatabase(file, audiences), drop }
}
