import type { Compilable, CompiledQuery, Kysely } from 'kysely'
import type { Reader, Schema } from './database.ts'

/** Stands in a query for a value that is known only when it runs. */
class Blank {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
  /** Whatever would look at the value while the query is built. */
  [Symbol.toPrimitive](): never {
    throw new Error(`a prepared query does not know ${this.name} yet`)
  }
}

interface Prepared<Db, Given, Row> {
  all: (db: Db, given: Given) => Promise<Row[]>
  first: (db: Db, given: Given) => Promise<Row | undefined>
}

/**
 * A query that is built and compiled once for each engine and then only run: building takes longer than finding a row.
 * `build` sees blanks where the values will stand. It may compare a column with one or write it into one, and nothing else: no `if`, no lists.
 */
export function prepared<Db extends Reader, Given extends object, Row>(
  build: (db: Db, given: Given) => Compilable<Row>,
): Prepared<Db, Given, Row> {
  const compiled = new Map<unknown, CompiledQuery<Row>>()
  const blanks = new Proxy({}, { get: (_, name) => new Blank(String(name)) }) as Given

  const all = async (db: Db, given: Given): Promise<Row[]> => {
    const kysely = db as unknown as Kysely<Schema>
    const engine = kysely.getExecutor().adapter.constructor
    let query = compiled.get(engine)
    if (!query) compiled.set(engine, (query = build(db, blanks).compile()))
    const values = given as Record<string, unknown>
    const parameters = query.parameters.map((value) => (value instanceof Blank ? values[value.name] : value))
    const { rows } = await kysely.executeQuery<Row>({ ...query, parameters })
    return rows
  }
  return { all, first: async (db, given) => (await all(db, given))[0] }
}
