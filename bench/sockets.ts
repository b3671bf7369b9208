import type { Options } from './options.ts'
import { moving } from './requests.ts'
import { inTurn, type Bench, type Contestant } from './rounds.ts'
import type { System } from './systems.ts'

const WARM_MOVES = 10

/** A move by one person until others see it: one other, then a crowd. */
export async function measureSockets(bench: Bench, pair: [Contestant, Contestant], options: Options): Promise<void> {
  const rounds = Math.min(options.rounds, 3)
  for (let round = 0; round < rounds; round++) {
    await inTurn(pair, round, (one) => measureOne(bench, one, options.moves))
    await inTurn(pair, round, (one) => measureCrowd(bench, one, options))
  }
}

async function measureOne({ book, loader }: Bench, { side, system, running }: Contestant, moves: number) {
  const job = { ...running, listeners: listenersOf(system, 1) }
  await loader.watch({ ...job, moves: movesOf(system, WARM_MOVES) })
  const { p50, p99, reply_p50 } = await loader.watch({ ...job, moves: movesOf(system, moves) })
  book.note('move_p50', side, p50)
  book.note('move_p99', side, p99)
  book.note('move_reply', side, reply_p50)
}

async function measureCrowd({ book, loader }: Bench, { side, system, running }: Contestant, options: Options) {
  const job = { ...running, listeners: listenersOf(system, options.clients) }
  const { p50, p99, cpu } = await loader.watch({ ...job, moves: movesOf(system, options.broadcasts) })
  book.note('crowd_p50', side, p50)
  book.note('crowd_p99', side, p99)
  book.note('crowd_cpu', side, cpu)
}

/** Sockets of everybody but the mover, as evenly as they go. */
function listenersOf({ tokens }: System, count: number): string[] {
  const others = tokens.length > 1 ? tokens.slice(1) : tokens
  return Array.from({ length: count }, (_, index) => others[index % others.length] ?? '')
}

function movesOf(system: System, count: number) {
  const ids = system.town.moved_tasks
  return Array.from({ length: count }, (_, index) => {
    const task_id = ids[index % ids.length] ?? 0
    return { wish: moving(system, task_id, Math.floor(index / ids.length)), task_id }
  })
}
