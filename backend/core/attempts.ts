import type { Database } from './database.ts'
import { Problem } from './errors.ts'
import { after } from './time.ts'

/** So many times within so many seconds. */
export interface Rate {
  points: number
  seconds: number
}

interface Attempt {
  /** What is counted, and for whom. */
  key: string
  rate: Rate
  now: string
}

/**
 * Counts an attempt in the database and throws 429 when it is one too many.
 * The count is committed before it is compared, so that nothing which fails afterwards can take it back.
 */
export async function countAttempt(record: Database['record'], attempt: Attempt): Promise<void> {
  const { count, resets_at } = await addAttempt(record, attempt)
  if (count > attempt.rate.points) throw tooMany(Date.parse(resets_at) - Date.parse(attempt.now))
}

/** Counts an attempt; says how many there have been, and until when they count. */
export function addAttempt(record: Database['record'], { key, rate, now }: Attempt) {
  const first = { key, count: 1, resets_at: after(now, rate.seconds * 1000) }
  return record((write) =>
    write
      .insertInto('limits')
      .values(first)
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet((eb) => ({
          count: eb
            .case()
            .when('limits.resets_at', '<=', now)
            .then(1)
            .else(eb('limits.count', '+', 1))
            .end(),
          resets_at: eb
            .case()
            .when('limits.resets_at', '<=', now)
            .then(eb.ref('excluded.resets_at'))
            .else(eb.ref('limits.resets_at'))
            .end(),
        })),
      )
      .returning(['count', 'resets_at'])
      .executeTakeFirstOrThrow(),
  )
}

/** What went well was no guess: it is not counted against the next. */
export async function forgetAttempts(record: Database['record'], key: string): Promise<void> {
  await record((write) => write.deleteFrom('limits').where('key', '=', key).execute())
}

export function tooMany(ms_left: number): Problem {
  return new Problem('request.too_many', 429, { retry_after: Math.max(1, Math.ceil(ms_left / 1000)) })
}
