import { parseArgs } from 'node:util'

export interface Options {
  engine: 'sqlite' | 'postgres'
  explain: boolean
  json: string | undefined
  rounds: number
  /** How long one system is asked in one round, after a fifth of that to warm up. */
  ms: number
  moves: number
  starts: number
  clients: number
  broadcasts: number
}

const WHOLE = { rounds: 5, ms: 2500, moves: 100, starts: 7, clients: 1000, broadcasts: 20 }
const QUICK = { rounds: 3, ms: 250, moves: 50, starts: 2, clients: 200, broadcasts: 5 }

export const USAGE = `npm run bench -- [options]
  --quick       each figure in under two seconds: to see that it works, not to quote
  --postgres    ours on a real PostgreSQL, the limit still on SQLite
  --json FILE   everything that was measured
  --explain     how the database finds what the hot requests ask for, and nothing else
`

export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      postgres: { type: 'boolean', default: false },
      explain: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  })
  const { quick, postgres, explain, json } = values
  return { ...(quick ? QUICK : WHOLE), engine: postgres ? 'postgres' : 'sqlite', explain, json }
}
