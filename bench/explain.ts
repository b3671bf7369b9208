import { CompiledQuery, type Kysely } from 'kysely'
import { callRoute, type Doors } from '../backend/core/call.ts'
import { wallClock } from '../backend/core/context.ts'
import { makeSecrets } from '../backend/core/crypto.ts'
import type { Database } from '../backend/core/database.ts'
import { runMutation } from '../backend/core/mutate.ts'
import type { DatabasePlace } from '../backend/core/open-database.ts'
import { lockStreams } from '../backend/core/streams.ts'
import { audiences } from '../backend/features/journal/audiences.ts'
import { routes } from '../backend/features/routes.ts'
import { identifySession } from '../backend/features/sessions/identify.ts'
import type { Schema } from '../backend/schema.ts'
import { openKysely } from './open-kysely.ts'
import type { Town } from './ours-data.ts'
import { newTask } from './sample.ts'

/** Runs the hot requests through their routes and shows, for each query they really asked, how the database finds its rows. */
export async function explain(place: DatabasePlace, town: Town): Promise<void> {
  let heard: CompiledQuery[] = []
  const db = openKysely(place, (query) => heard.push(query))
  const house = { database: bareDatabase(db, place.engine), now: wallClock, announce: () => {}, cut: () => {} }
  const doors = { house, secrets: makeSecrets('only to explain, of no use elsewhere'), settings }
  const calls = [
    { method: 'GET', path: '/boards/:board_id', path_parameters: { board_id: String(town.boards[0]) }, given: {} },
    { method: 'POST', path: '/tasks', path_parameters: {}, given: newTask(town.board_for_new) },
    {
      method: 'POST',
      path: '/tasks/:task_id/move',
      path_parameters: { task_id: String(town.moved_tasks[0]) },
      given: { status: 'review' },
    },
    { method: 'GET', path: '/tasks', path_parameters: {}, given: { assigned_to: 'me' } },
    { method: 'GET', path: '/tasks', path_parameters: {}, given: { q: 'poster' } },
  ]
  for (const { method, path, path_parameters, given } of calls) {
    const route = routes.find((one) => one.method === method && one.path === path)
    if (!route) continue
    heard = []
    const who = await identifySession(house, town.sessions[0]?.id ?? 0, { ip: '127.0.0.1', user_agent: 'bench' })
    if (!who) throw new Error('the session of the sample is not alive')
    await callRoute(doors, { route, path_parameters, given, key: undefined }, who)
    const asked = [...heard]
    process.stdout.write(`\n${method} ${path} ${JSON.stringify(given).slice(0, 60)}: ${asked.length} queries\n`)
    for (const query of asked) process.stdout.write(await planOf(db, query, place.engine))
  }
  await db.destroy()
}

const settings: Doors['settings'] = {
  web_base_url: 'http://localhost',
  registration: 'invite',
  access_token_minutes: 10,
  refresh_token_days: 14,
  bot_token: null,
}

/** The database on one connection without transactions, so that every query passes here. */
function bareDatabase(db: Kysely<Schema>, engine: Database['engine']): Database {
  return {
    engine,
    read: db,
    mutate: async (origin, streams, work) => {
      const names = await lockStreams(db, engine, await streams(db))
      const { result } = await runMutation({ write: db, audiences, origin, names }, work)
      return result
    },
    record: (work) => work(db),
    ping: () => Promise.resolve(),
    close: () => db.destroy(),
  }
}

async function planOf(db: Kysely<Schema>, { sql, parameters }: CompiledQuery, engine: Database['engine']) {
  const short = sql.replaceAll('"', '').replaceAll(/\s+/g, ' ')
  const shown = short.length > 200 ? `${short.slice(0, 200)}...` : short
  const how = engine === 'sqlite' ? 'explain query plan' : 'explain'
  const { rows } = await db.executeQuery<Record<string, unknown>>(CompiledQuery.raw(`${how} ${sql}`, [...parameters]))
  const steps = rows.map((row) => String(row['detail'] ?? row['QUERY PLAN']))
  return `  ${shown}\n${steps.map((step) => `${isScan(step) ? '  !   ' : '      '}${step}\n`).join('')}`
}

/** Every row of a table is looked at, be it by way of an index. */
function isScan(step: string): boolean {
  return /^SCAN (?!CONSTANT|.*VIRTUAL)|Seq Scan/.test(step)
}
