import type { Entry } from '../entries.ts'
import type { Context } from './context.ts'
import type { Streams, Writer } from './database.ts'

/** Rows one transaction of a job touches at most, so that nobody waits for long. */
export const BATCH = 100

class NothingLeft extends Error {}

/** One transaction of a job; answers how many entries it wrote. None if another instance was faster: then it leaves nothing behind. */
export async function mutateBatch(
  { mutate }: Pick<Context, 'mutate'>,
  streams: Streams,
  work: (write: Writer) => Promise<Entry[]>,
): Promise<number> {
  try {
    return await mutate(streams, async (write) => {
      const [first, ...rest] = await work(write)
      if (!first) throw new NothingLeft()
      return { entries: [first, ...rest], result: 1 + rest.length }
    })
  } catch (error) {
    if (error instanceof NothingLeft) return 0
    throw error
  }
}

/** Finds and handles what is due, a batch at a time, until `limit` is reached or nothing is left; answers how many. */
export async function inBatches(
  limit: number,
  find: (size: number) => Promise<number[]>,
  handle: (ids: number[]) => Promise<number>,
): Promise<number> {
  let done = 0
  while (done < limit) {
    const ids = await find(Math.min(BATCH, limit - done))
    const handled = ids.length === 0 ? 0 : await handle(ids)
    if (handled === 0) break
    done += handled
  }
  return done
}
