import { sql } from 'kysely'

/** A constant written out into the statement: a partial index on it is found only so. Never for what anybody typed. */
export const literal = <T extends string>(constant: T) => sql.lit<T>(constant)
