import type { Database } from '../../backend/core/database.ts'

interface Wish {
  name: string
  owner: string
  now: string
  ms: number
}

/** Takes or renews a part that one process plays at a time; false while another has it. */
export function takeLead(database: Database, { name, owner, now, ms }: Wish): Promise<boolean> {
  const until = new Date(Date.parse(now) + ms).toISOString()
  return database.record(async (write) => {
    const mine = await write
      .insertInto('leases')
      .values({ name, owner, until })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({ owner, until })
          .where((eb) => eb.or([eb('leases.owner', '=', owner), eb('leases.until', '<=', now)])),
      )
      .returning('name')
      .executeTakeFirst()
    return mine !== undefined
  })
}

export async function leaveLead(database: Database, { name, owner }: Pick<Wish, 'name' | 'owner'>): Promise<void> {
  await database.record((write) =>
    write.deleteFrom('leases').where('name', '=', name).where('owner', '=', owner).execute(),
  )
}
