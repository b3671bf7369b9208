import type { House } from '../../core/context.ts'
import { after, DAY_MS } from '../../core/time.ts'
import { SESSION_DAYS } from './values.ts'

const AT_ONCE = 100

/** Erases what sign-in no longer needs: run-out counts, launches, links and tokens, and sessions long over. Answers how many rows went. */
export async function forgetOldSignIns({ database, now }: Pick<House, 'database' | 'now'>): Promise<number> {
  const at = now()
  const long_ago = after(at, -SESSION_DAYS * DAY_MS)
  let gone = 0
  for (const forget of [forgetLimits, forgetLaunches, forgetLinks, forgetTokens, forgetSessions]) {
    for (let last = AT_ONCE; last === AT_ONCE; gone += last) last = await forget(database, { at, long_ago })
  }
  return gone
}

type Database = House['database']
interface Ages {
  at: string
  long_ago: string
}

function forgetLimits({ record }: Database, { at }: Ages): Promise<number> {
  return record(async (write) => {
    const old = write.selectFrom('limits').select('key').where('resets_at', '<=', at).limit(AT_ONCE)
    return count(await write.deleteFrom('limits').where('key', 'in', old).executeTakeFirst())
  })
}

function forgetLaunches({ record }: Database, { at }: Ages): Promise<number> {
  return record(async (write) => {
    const old = write.selectFrom('init_data_uses').select('hash').where('expires_at', '<=', at).limit(AT_ONCE)
    return count(await write.deleteFrom('init_data_uses').where('hash', 'in', old).executeTakeFirst())
  })
}

function forgetLinks({ record }: Database, { at }: Ages): Promise<number> {
  return record(async (write) => {
    const old = write.selectFrom('login_links').select('hash').where('expires_at', '<=', at).limit(AT_ONCE)
    return count(await write.deleteFrom('login_links').where('hash', 'in', old).executeTakeFirst())
  })
}

/** A replaced token stays until it would have run out: only then can its return no longer tell of a theft. */
function forgetTokens({ record }: Database, { at }: Ages): Promise<number> {
  return record(async (write) => {
    const old = write.selectFrom('refresh_tokens').select('hash').where('expires_at', '<=', at).limit(AT_ONCE)
    return count(await write.deleteFrom('refresh_tokens').where('hash', 'in', old).executeTakeFirst())
  })
}

/** Sessions stay a while for whoever looks back at where they were signed in. */
function forgetSessions({ record }: Database, { long_ago }: Ages): Promise<number> {
  return record(async (write) => {
    const old = write
      .selectFrom('sessions')
      .select('id')
      .where('expires_at', '<=', long_ago)
      .where('id', 'not in', write.selectFrom('refresh_tokens').select('session_id'))
      .where('id', 'not in', write.selectFrom('init_data_uses').select('session_id'))
      .limit(AT_ONCE)
    return count(await write.deleteFrom('sessions').where('id', 'in', old).executeTakeFirst())
  })
}

const count = ({ numDeletedRows }: { numDeletedRows: bigint }) => Number(numDeletedRows)
