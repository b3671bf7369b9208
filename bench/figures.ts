import { ratioOf, spreadOf, type Spread } from './numbers.ts'

/** What a budget asks: of the ratio to the limit, or of our own value. */
type Budget = { ratio_at_least: number } | { ratio_at_most: number } | { at_most: number }
interface Meaning {
  name: string
  unit: string
  budget?: Budget
}

/** Everything that is measured, in the order it is shown. A figure without a budget explains the one above it. */
export const FIGURES = {
  read_1: { name: 'Read a board of 200 cards, 1 asker', unit: 'req/s', budget: { ratio_at_least: 3 } },
  read_1_p50: { name: '  p50', unit: 'ms' },
  read_1_p99: { name: '  p99', unit: 'ms' },
  read_1_cpu: { name: '  server CPU per request', unit: 'ms' },
  read_32: { name: 'Read a board of 200 cards, 32 askers', unit: 'req/s', budget: { ratio_at_least: 8 } },
  read_32_p50: { name: '  p50', unit: 'ms' },
  read_32_p99: { name: '  p99', unit: 'ms' },
  read_32_cpu: { name: '  server CPU per request', unit: 'ms' },
  read_bytes: { name: '  reply', unit: 'bytes' },
  read_plain_32: { name: '  the same, nothing packed', unit: 'req/s' },
  read_stale: { name: 'Read a board just changed, p50', unit: 'ms' },
  create_1: { name: 'Create a task, 1 asker', unit: 'req/s', budget: { ratio_at_least: 0.8 } },
  create_1_p50: { name: '  p50', unit: 'ms' },
  create_1_p99: { name: '  p99', unit: 'ms' },
  create_1_cpu: { name: '  server CPU per request', unit: 'ms' },
  create_32: { name: 'Create a task, 32 askers', unit: 'req/s', budget: { ratio_at_least: 2 } },
  create_32_p50: { name: '  p50', unit: 'ms' },
  create_32_p99: { name: '  p99', unit: 'ms' },
  create_32_cpu: { name: '  server CPU per request', unit: 'ms' },
  move_p50: { name: 'Move by one -> event at another, p50', unit: 'ms', budget: { ratio_at_most: 2 } },
  move_p99: { name: '  p99', unit: 'ms' },
  move_reply: { name: "  the mover's own reply, p50", unit: 'ms' },
  crowd_p99: { name: 'One move -> N sockets, p99', unit: 'ms', budget: { ratio_at_most: 1.1 } },
  crowd_p50: { name: '  p50', unit: 'ms' },
  crowd_cpu: { name: '  server CPU per move', unit: 'ms', budget: { ratio_at_most: 1.1 } },
  start_board: { name: 'Cold start to the first board', unit: 'ms', budget: { at_most: 300 } },
  start_health: { name: '  to the first /health', unit: 'ms' },
  memory: { name: 'Memory after all this', unit: 'MiB' },
  app_weight: { name: 'First screen of the Mini App, JS and CSS, gz', unit: 'kB', budget: { at_most: 60 } },
  app_requests: { name: '  requests: the page, JS and CSS', unit: '', budget: { at_most: 4 } },
} satisfies Record<string, Meaning>
export type FigureId = keyof typeof FIGURES

export interface Book {
  /** Notes one round's value; each system is noted once a round. */
  note: (id: FigureId, system: 'limit' | 'ours', value: number) => void
  rows: () => Row[]
}

export interface Row extends Meaning {
  id: string
  limit: Spread | undefined
  ours: Spread
  ratio: Spread | undefined
  /** Undefined where no budget says. */
  met: boolean | undefined
}

export function openBook(): Book {
  const values = new Map<string, { limit: number[]; ours: number[] }>()
  return {
    note: (id, system, value) => {
      const both = values.get(id) ?? { limit: [], ours: [] }
      both[system].push(value)
      values.set(id, both)
    },
    rows: () =>
      Object.entries<Meaning>(FIGURES).flatMap(([id, meaning]) => {
        const both = values.get(id)
        return both ? [rowOf(id, meaning, both)] : []
      }),
  }
}

function rowOf(id: string, meaning: Meaning, { limit, ours }: { limit: number[]; ours: number[] }): Row {
  const own = spreadOf(ours)
  const ratio = limit.length > 0 ? ratioOf(ours, limit) : undefined
  const met = meaning.budget && isMet(meaning.budget, own.median, ratio?.median)
  return { id, ...meaning, limit: limit.length > 0 ? spreadOf(limit) : undefined, ours: own, ratio, met }
}

function isMet(budget: Budget, ours: number, ratio: number | undefined): boolean {
  if ('at_most' in budget) return ours <= budget.at_most
  if (ratio === undefined) return false
  return 'ratio_at_least' in budget ? ratio >= budget.ratio_at_least : ratio <= budget.ratio_at_most
}

export function budgetText(budget: Budget | undefined): string {
  if (!budget) return ''
  if ('at_most' in budget) return `<= ${budget.at_most}`
  return 'ratio_at_least' in budget ? `>= ${budget.ratio_at_least}x` : `<= ${budget.ratio_at_most}x`
}
