import { CompiledQuery, type Kysely } from 'kysely'
import { migrate, type DatabasePlace } from '../backend/core/open-database.ts'
import { LABEL_COLORS } from '../backend/features/labels/values.ts'
import { makeUser } from '../backend/features/people/steps.ts'
import { makeBoard, makeProject } from '../backend/features/projects/steps.ts'
import { addTeamMember, makeTeam } from '../backend/features/teams/steps.ts'
import type { Schema } from '../backend/schema.ts'
import { openKysely } from './open-kysely.ts'
import { addTasks } from './ours-tasks.ts'
import { SIZES } from './sample.ts'

/** What the requests of a run name. */
export interface Town {
  /** A session for each person. */
  sessions: { id: number; user_id: number }[]
  /** Boards to read, whose cards stay as they are. */
  boards: number[]
  /** Where tasks are made, and where they are moved. */
  board_for_new: number
  board_for_moves: number
  moved_tasks: number[]
}

/** A migrated database with the sample in it; PostgreSQL has counted it, as it does by itself after a while. */
export async function fillOurs(place: DatabasePlace): Promise<Town> {
  await migrate(place)
  const db = openKysely(place)
  try {
    const town = await db.transaction().execute((write) => settle(write, new Date().toISOString()))
    if (place.engine === 'postgres') await db.executeQuery(CompiledQuery.raw('analyze'))
    return town
  } finally {
    await db.destroy()
  }
}

async function settle(write: Kysely<Schema>, at: string): Promise<Town> {
  const locale = 'en'
  const people: number[] = []
  for (let index = 0; index < SIZES.people; index++) {
    const names = { name: `Person ${index}`, telegram_id: null, telegram_username: null }
    const user = await makeUser(write, { ...names, locale, time_zone: 'UTC', server_admin_at: null }, at)
    people.push(user.id)
  }
  const [leader = 0, ...others] = people
  const team = await makeTeam(write, { name: 'Studio', created_by: leader, personal_of: null }, at)
  for (const user_id of others) await addTeamMember(write, { team_id: team.id, user_id, role: 'member' }, at)

  const boards: number[] = []
  for (let index = 0; index < SIZES.projects; index++)
    boards.push(...(await addProject(write, { name: `Project ${index}`, team_id: team.id, people, first: index }, at)))
  const [board_for_new = 0, board_for_moves = 0] = await addProject(
    write,
    { name: 'Busy', team_id: team.id, people, first: SIZES.projects },
    at,
  )
  const moved = await write.selectFrom('tasks').select('id').where('board_id', '=', board_for_moves).execute()
  const sessions = await addSessions(write, people, at)
  return { sessions, boards, board_for_new, board_for_moves, moved_tasks: moved.map(({ id }) => id) }
}

async function addProject(
  write: Kysely<Schema>,
  { name, team_id, people, first }: { name: string; team_id: number; people: number[]; first: number },
  at: string,
): Promise<number[]> {
  const values = { team_id, name, client: null, description: '', status: 'active', visibility: 'team' } as const
  const maker = { movers: 'everyone', created_by: people[0] ?? 0 } as const
  const project = await makeProject(write, { ...values, ...maker }, { at, locale: 'en' })
  const boards = project.boards.map(({ id }) => id)
  while (boards.length < SIZES.boards_per_project) {
    const board = { project_id: project.id, team_id, name: `Board ${boards.length}` }
    boards.push((await makeBoard(write, board, { at, locale: 'en' })).id)
  }
  const labels = await write
    .insertInto('labels')
    .values(
      Array.from({ length: SIZES.labels }, (_, index) => ({
        project_id: project.id,
        name: `label ${index}`,
        color: LABEL_COLORS[index] ?? 'blue',
        created_at: at,
      })),
    )
    .returning(['id', 'name'])
    .execute()
  const place = { team_id, project_id: project.id, labels, people }
  for (const [index, board_id] of boards.entries())
    await addTasks(write, place, { board_id, seed: first * SIZES.boards_per_project + index }, at)
  return boards
}

function addSessions(write: Kysely<Schema>, people: number[], at: string) {
  const expires_at = new Date(Date.parse(at) + 86_400_000).toISOString()
  const times = { created_at: at, seen_at: at, expires_at, ended_at: null }
  return write
    .insertInto('sessions')
    .values(
      people.map((user_id) => ({
        user_id,
        via: 'web' as const,
        device_id: null,
        ip: null,
        user_agent: null,
        ...times,
      })),
    )
    .returning(['id', 'user_id'])
    .execute()
}
