import type { Database } from '../core/database.ts'
import { after } from '../core/time.ts'
import type { MailRow } from './table.ts'

const LEASE_MS = 120_000

/** Leases the oldest mail that may go now, so that no other postman takes it. */
export function claimMail(
  { record }: Pick<Database, 'record'>,
  { lease, now }: { lease: string; now: string },
): Promise<MailRow | undefined> {
  return record((write) =>
    write
      .updateTable('mails')
      .set((eb) => ({ lease, leased_until: after(now, LEASE_MS), attempt: eb('attempt', '+', 1) }))
      .where('id', '=', (eb) =>
        eb
          .selectFrom('mails as first')
          .select('first.id')
          .where('first.state', '=', 'waiting')
          .where('first.not_before', '<=', now)
          .where((first) => first.or([first('first.leased_until', 'is', null), first('first.leased_until', '<=', now)]))
          .orderBy('first.id')
          .limit(1),
      )
      .where('state', '=', 'waiting')
      .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', now)]))
      .returningAll()
      .executeTakeFirst(),
  )
}

type Fate = Partial<Pick<MailRow, 'state' | 'reason' | 'sent_at' | 'not_before'>>

/** Writes what became of it; nothing if the lease was lost meanwhile. */
export async function settleMail({ record }: Pick<Database, 'record'>, row: MailRow, fate: Fate): Promise<void> {
  await record((write) =>
    write
      .updateTable('mails')
      .set({ ...fate, lease: null, leased_until: null })
      .where('id', '=', row.id)
      .where('lease', '=', row.lease)
      .execute(),
  )
}
