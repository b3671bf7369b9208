import type { Wish } from './ask.ts'
import type { FigureId } from './figures.ts'
import { cpuOf } from './cpu.ts'
import type { Asked } from './loader.ts'
import type { Options } from './options.ts'
import { inTurn, type Bench, type Contestant } from './rounds.ts'
import { newTask } from './sample.ts'
import type { System } from './systems.ts'

type Work = 'read' | 'create'
const BUSY = 0.9

/** Boards read and tasks made, by one asker and by 32 at once. */
export async function measureRequests(bench: Bench, pair: [Contestant, Contestant], options: Options): Promise<void> {
  for (let round = 0; round < options.rounds; round++) {
    for (const askers of [1, 32] as const)
      for (const work of ['read', 'create'] as const)
        await inTurn(pair, round, (one) => measure(bench, one, { work, askers, ms: options.ms }))
    await inTurn(pair, round, (one) => measurePlain(bench, one, options.ms / 2))
    await inTurn(pair, round, (one) => measureStale(bench, one, options.ms / 2))
  }
}

interface Load {
  work: Work
  askers: 1 | 32
  ms: number
}

async function measure(bench: Bench, { side, system, running }: Contestant, { work, askers, ms }: Load) {
  const { book, loader } = bench
  const wishes = work === 'read' ? reads(system) : [creation(system)]
  const job = { port: running.port, wishes, connections: askers }
  await loader.ask({ ...job, ms: ms / 5 })
  const [cpu, started] = [cpuOf(running.pid), performance.now()]
  const asked = await loader.ask({ ...job, ms })
  const used = cpuOf(running.pid) - cpu
  refuseRefusals(asked, side, work)
  const figure = (part: string) => `${work}_${askers}${part}` as FigureId
  book.note(figure(''), side, asked.per_second)
  book.note(figure('_p50'), side, asked.p50)
  book.note(figure('_p99'), side, asked.p99)
  book.note(figure('_cpu'), side, used / asked.count)
  if (work === 'read' && askers === 32) book.note('read_bytes', side, asked.bytes)
  const server = used / (performance.now() - started)
  if (asked.loader > BUSY && server < BUSY)
    bench.warn(`${work}, ${askers} asking ${side}: the loader was the bottleneck, the server could do more`)
}

/** For programs that can't unpack. */
async function measurePlain({ book, loader }: Bench, { side, system, running }: Contestant, ms: number) {
  const wishes = reads(system).map((wish) => ({ ...wish, encoding: 'identity' }))
  const asked = await loader.ask({ port: running.port, wishes, connections: 32, ms })
  book.note('read_plain_32', side, asked.per_second)
}

/** What is kept is worth nothing the moment a card moves: the next reader pays for the whole. */
async function measureStale({ book, loader }: Bench, { side, system, running }: Contestant, ms: number) {
  const { prefix, town, tokens } = system
  const read: Wish = { method: 'GET', path: `${prefix}/boards/${town.board_for_moves}`, token: tokens[0] ?? '' }
  const wishes = [0, 1].flatMap((turn) => [moving(system, town.moved_tasks[0] ?? 0, turn), read])
  const asked = await loader.ask({ port: running.port, wishes, connections: 1, ms, every: 2 })
  refuseRefusals(asked, side, 'read after a move')
  book.note('read_stale', side, asked.p50)
}

function refuseRefusals({ refused, count }: Asked, side: string, work: string) {
  if (refused > 0) throw new Error(`${side}: ${refused} of ${count} were refused (${work})`)
}

function reads({ prefix, town, tokens }: System): Wish[] {
  return town.boards.map((id, index) => ({
    method: 'GET',
    path: `${prefix}/boards/${id}`,
    token: tokens[index % tokens.length] ?? '',
  }))
}

function creation({ prefix, town, tokens }: System): Wish {
  return { method: 'POST', path: `${prefix}/tasks`, token: tokens[0] ?? '', body: newTask(town.board_for_new) }
}

/** To and fro between two columns. */
export function moving({ prefix, tokens }: System, task_id: number, turn: number): Wish {
  const status = turn % 2 === 0 ? 'review' : 'in_progress'
  return { method: 'POST', path: `${prefix}/tasks/${task_id}/move`, token: tokens[0] ?? '', body: { status } }
}
