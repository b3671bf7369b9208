import type { Announcement, Audiences, Change, Origin, Writer } from './database.ts'
import { appendEntries } from './journal.ts'
import { findAnswer, keepAnswer } from './requests.ts'

interface Mutation {
  write: Writer
  audiences: Audiences
  origin: Origin
  /** Streams whose locks are held. */
  names: string[]
}

/** What both engines do inside the transaction once the locks are held: answer a repeat, else change, tell, remember. */
export async function runMutation<R>(
  { write, audiences, origin, names }: Mutation,
  work: (write: Writer) => Promise<Change<R>>,
): Promise<{ result: R; announcements: Announcement[] }> {
  const at = origin.now()
  const answered = await findAnswer<R>(write, origin)
  if (answered) return { result: answered.result, announcements: [] }
  const { entries, result } = await work(write)
  const announcements = await appendEntries(write, audiences, { entries, actor: origin.actor, at, locked: names })
  await keepAnswer(write, origin, { result, at })
  return { result, announcements }
}
