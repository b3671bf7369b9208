import { createAdapter } from '@socket.io/postgres-adapter'
import type { Pool, PoolClient } from 'pg'
import { openPool } from '../core/postgres.ts'

/** NOTIFY takes less than 8,000 bytes; larger messages go through a table. */
const LARGEST_NOTICE = 7900

export interface Line {
  adapter: ReturnType<typeof createAdapter>
  close: () => Promise<void>
}

/** The line between instances: LISTEN and NOTIFY over connections of its own. `onLost` is called each time it broke and may have missed something. */
export function openLine(url: string, { warn, onLost }: { warn: (error: Error) => void; onLost: () => void }): Line {
  const pool = openPool(url, warn, 4)
  const listeners = openPool(url, warn, 2)
  const listening: Promise<PoolClient>[] = []
  let closing = false
  const watched: Pick<Pool, 'connect' | 'query'> = {
    query: pool.query.bind(pool),
    connect: (() => {
      const client = listeners.connect()
      listening.push(client)
      client.then(
        (open) => open.once('end', () => closing || onLost()),
        () => undefined,
      )
      return client
    }) as Pool['connect'],
  }
  return {
    adapter: createAdapter(watched as Pool, { payloadThreshold: LARGEST_NOTICE, errorHandler: warn }),
    close: async () => {
      closing = true
      for (const client of await Promise.allSettled(listening)) if (client.status === 'fulfilled') hangUp(client.value)
      await Promise.all([pool.end(), listeners.end()])
    },
  }
}

/** The adapter closed before it had its listener keeps it for ever; closed later it has let go already. */
function hangUp(client: PoolClient) {
  try {
    client.release(true)
  } catch {
    return
  }
}
