import type { Database } from './database.ts'
import { after } from './time.ts'

interface Wish {
  name: string
  owner: string
  now: string
  ms: number
}

/** Takes or renews a part that only one process plays at a time; false while another one has it. */
export async function holdLease(database: Database, { name, owner, now, ms }: Wish): Promise<boolean> {
  const until = after(now, ms)
  const held = await database.record((write) =>
    write
      .insertInto('leases')
      .values({ name, owner, until })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({ owner, until })
          .where((eb) => eb.or([eb('leases.owner', '=', owner), eb('leases.until', '<=', now)])),
      )
      .returning('name')
      .executeTakeFirst(),
  )
  return held !== undefined
}

export async function dropLease(database: Database, name: string, owner: string): Promise<void> {
  await database.record((write) =>
    write.deleteFrom('leases').where('name', '=', name).where('owner', '=', owner).execute(),
  )
}
