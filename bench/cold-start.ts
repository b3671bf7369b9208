import { setTimeout as sleep } from 'node:timers/promises'
import type { Options } from './options.ts'
import { inTurn, type Bench } from './rounds.ts'
import { answers, type System } from './systems.ts'

const GIVE_UP_MS = 20_000

interface Starter {
  side: 'limit' | 'ours'
  system: System
}

/** From the spawn of the process to its first 200. */
export async function measureStarts({ book }: Bench, pair: [Starter, Starter], { starts }: Options): Promise<void> {
  for (let round = 0; round < starts; round++)
    await inTurn(pair, round, async ({ side, system }) => {
      const running = await system.start()
      const board = `${system.prefix}/boards/${system.town.boards[0] ?? 0}`
      const first = async (path: string) => {
        while (!(await answers(running.port, path, system.tokens[0] ?? ''))) {
          if (performance.now() - running.spawned > GIVE_UP_MS) throw new Error(`${side}: ${path} never answered 200`)
          await sleep(2)
        }
        return performance.now() - running.spawned
      }
      const [health, shown] = await Promise.all([first('/health'), first(board)])
      await running.stop()
      book.note('start_health', side, health)
      book.note('start_board', side, shown)
    })
}
