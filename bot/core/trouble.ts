import { BotError, GrammyError, HttpError } from 'grammy'

/** What stood in the way of an update, and so what becomes of it. */
export type Trouble =
  /** Telegram or the database can't be reached: nobody's fault, tried again when `after_ms` have passed. */
  | { kind: 'outage'; after_ms: number | undefined }
  /** The person has blocked the bot or is gone: there is nobody to tell, and nothing more to do. */
  | { kind: 'unreachable' }
  /** A bug: tried again a few times, then parked. */
  | { kind: 'bug' }

const DATABASE_AWAY = /^(ECONN|ENOTFOUND|ETIMEDOUT|57P|08|53|SQLITE_BUSY|SQLITE_FULL|ENOSPC)/
const NOBODY_THERE = /blocked by the user|user is deactivated|chat not found|bot was kicked/i

export function troubleOf(thrown: unknown): Trouble {
  const error = thrown instanceof BotError ? thrown.error : thrown
  if (error instanceof HttpError) return { kind: 'outage', after_ms: undefined }
  if (error instanceof GrammyError) return refusal(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return DATABASE_AWAY.test(code) ? { kind: 'outage', after_ms: undefined } : { kind: 'bug' }
}

/** Words for a log and for the row: what failed, without what the person wrote. */
export function describe(thrown: unknown): string {
  const error = thrown instanceof BotError ? thrown.error : thrown
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function refusal(error: GrammyError): Trouble {
  const { retry_after } = error.parameters
  if (error.error_code === 429) return { kind: 'outage', after_ms: (retry_after ?? 1) * 1000 }
  if (error.error_code >= 500 || error.error_code === 401) return { kind: 'outage', after_ms: undefined }
  if (NOBODY_THERE.test(error.description)) return { kind: 'unreachable' }
  return { kind: 'bug' }
}
