import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import type { DatabasePlace } from '../backend/core/open-database.ts'
import { startPostgres } from '../backend/testing/postgres-server.ts'
import { measureStarts } from './cold-start.ts'
import { memoryOf } from './cpu.ts'
import { measureDisk } from './disk.ts'
import { explain } from './explain.ts'
import { openBook } from './figures.ts'
import { fillLimit } from './limit-data.ts'
import { startLoader } from './load.ts'
import { weighMiniApp } from './mini-app.ts'
import { readOptions, USAGE, type Options } from './options.ts'
import { fillOurs } from './ours-data.ts'
import { machineText, round, tableOf } from './report.ts'
import { measureRequests } from './requests.ts'
import type { Bench, Contestant } from './rounds.ts'
import { SIZES } from './sample.ts'
import { measureSockets } from './sockets.ts'
import { limitSystem, ourSystem, untilHealthy, type System } from './systems.ts'

const QUIET = 0.7
const DATA = join(import.meta.dirname, '../data')

async function run(options: Options) {
  mkdirSync(DATA, { recursive: true })
  const folder = mkdtempSync(join(DATA, 'bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  process.once('SIGINT', () => process.exit(130))
  const postgres = options.engine === 'postgres' ? await startPostgres({ durable: true }) : undefined
  const place: DatabasePlace = postgres
    ? { engine: 'postgres', url: postgres.url }
    : { engine: 'sqlite', file: join(folder, 'ours.db') }
  try {
    const town = await fillOurs(place)
    if (options.explain) return await explain(place, town)
    await compare(options, folder, await ourSystem(place, town))
  } finally {
    await postgres?.stop()
  }
}

async function compare(options: Options, folder: string, ours: System) {
  const file = join(folder, 'limit.db')
  const town = fillLimit(file)
  const warnings = new Set<string>()
  const bench: Bench = { book: openBook(), loader: startLoader(), warn: (sentence) => warnings.add(sentence) }
  const [load = 0] = loadavg()
  if (load > QUIET) bench.warn(`the machine was busy with something else (load ${round(load)}): don't quote this`)
  const disk = measureDisk(folder)
  const limit = limitSystem(file, town, { sockets: false })
  try {
    say('cold starts')
    await measureStarts(
      bench,
      [
        { side: 'limit', system: limit },
        { side: 'ours', system: ours },
      ],
      options,
    )
    say('reading and creating')
    await against(limit, ours, (pair) => measureRequests(bench, pair, options), bench)
    say('sockets')
    await against(limitSystem(file, town, { sockets: true }), ours, (pair) => measureSockets(bench, pair, options))
  } finally {
    bench.loader.close()
  }
  weigh(bench)
  const rows = bench.book.rows()
  const notes = notesOf(options, disk, [...warnings])
  process.stdout.write(`${tableOf(rows)}\n\n${notes.join('\n')}\n`)
  if (options.json)
    writeFileSync(options.json, `${JSON.stringify({ machine: machineText(), disk, notes, rows }, null, 2)}\n`)
}

/** Both systems running, and stopped whatever happens. */
async function against(
  limit: System,
  ours: System,
  measure: (pair: [Contestant, Contestant]) => Promise<void>,
  bench?: Bench,
) {
  const pair: [Contestant, Contestant] = [
    { side: 'limit', system: limit, running: await limit.start() },
    { side: 'ours', system: ours, running: await ours.start() },
  ]
  try {
    for (const { running } of pair) await untilHealthy(running)
    await measure(pair)
    for (const { side, running } of pair) bench?.book.note('memory', side, memoryOf(running.pid))
  } finally {
    for (const { running } of pair) await running.stop()
  }
}

function weigh({ book, warn }: Bench) {
  const weight = weighMiniApp()
  if (!weight) return warn('the Mini App is not built: npm run build')
  book.note('app_weight', 'ours', weight.kilobytes)
  book.note('app_requests', 'ours', weight.requests)
}

function notesOf(options: Options, disk: { p50: number; p99: number }, warnings: string[]): string[] {
  const { people, projects, boards_per_project, tasks_per_board } = SIZES
  const boards = projects * boards_per_project
  return [
    `limit: node:http and better-sqlite3, prepared statements, synchronous=FULL; no sign-in, no rules, no journal. ours: ${options.engine}, as it is installed, limits of speed lifted.`,
    `Medians [least..most] of ${options.rounds} rounds of ${options.ms} ms, the systems in turn; a ratio is the median of the rounds' ratios. ${boards * tasks_per_board} tasks on ${boards} boards, ${people} people; N = ${options.clients} sockets.`,
    `fdatasync of 4 KiB: p50 ${round(disk.p50)} ms, p99 ${round(disk.p99)} ms. ${machineText()}.`,
    ...warnings.map((warning) => `Mind: ${warning}.`),
  ]
}

function say(what: string) {
  process.stderr.write(`measuring ${what}...\n`)
}

try {
  await run(readOptions(process.argv.slice(2)))
} catch (error) {
  const usage =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS') ? `\n${USAGE}` : ''
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  process.exitCode = 1
}
