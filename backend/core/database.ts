import type { Kysely } from 'kysely'
import type { Entry, EntryBody } from '../entries.ts'
import type { MachineTables, ProductTables, Schema } from '../schema.ts'
import type { Actor, Request, Via } from './actor.ts'

export type { Schema } from '../schema.ts'

/** Reads and nothing else. */
export type Reader = Pick<Kysely<Schema>, 'selectFrom' | 'fn'>
type WriterOf<Tables> = Reader & Pick<Kysely<Tables>, 'insertInto' | 'updateTable' | 'deleteFrom'>
/** Reads everything and changes the product's tables, inside one transaction of `mutate`. */
export type Writer = WriterOf<ProductTables>
/** What `mutate` keeps beside the product and time erases. */
type Forgotten = Pick<ProductTables, 'requests' | 'entry_origins'>
/** Reads everything and changes the machine's own tables, inside one transaction of `record`. */
export type Recorder = WriterOf<MachineTables> & Pick<Kysely<Forgotten>, 'deleteFrom'>

/** Names of the journal streams a change belongs to (`team:5`, `user:3`), found from the ids at hand. */
export type Streams = (db: Reader) => Promise<string[]>

export interface Change<R> {
  entries: [Entry, ...Entry[]]
  result: R
}
export type Mutate = <R>(streams: Streams, work: (write: Writer) => Promise<Change<R>>) => Promise<R>

/** A journal entry as it is pushed and synced. */
export type WrittenEntry = EntryBody & {
  stream: string
  seq: number
  at: string
  actor: { id: number; name: string }
  via: Via
  audience: string
}

/** An entry and the people who may see it, as read inside the transaction that wrote it. */
export interface Announcement {
  entry: WrittenEntry
  user_ids: number[]
}

/** Who belongs to an audience now, by its kind (`team`, `admins`, `project`, `thread`, `user`). */
export type Audiences = Record<string, (db: Reader, id: number) => Promise<number[]>>

export interface Origin {
  actor: Actor
  request: Request | undefined
  now: () => string
  announce: (announcements: Announcement[]) => void
}

export interface Database {
  engine: 'sqlite' | 'postgres'
  read: Reader
  mutate: <R>(origin: Origin, streams: Streams, work: (write: Writer) => Promise<Change<R>>) => Promise<R>
  /** Writes the machine's own state (sessions, presence, inbox, outbox, leases, cursors): no journal entry. */
  record: <R>(work: (write: Recorder) => Promise<R>) => Promise<R>
  /** One cheap statement through the real connection; throws if the database does not answer. */
  ping: () => Promise<void>
  close: () => Promise<void>
}

/** The streams, known beforehand. */
export function streams(...names: string[]): Streams {
  return () => Promise.resolve(names)
}
