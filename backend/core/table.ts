import type { Via } from './actor.ts'

export interface StreamsTable {
  name: string
  seq: number
}

export interface EntriesTable {
  stream: string
  seq: number
  at: string
  actor_id: number
  via: Via
  kind: string
  audience: string
  team_id: number | null
  project_id: number | null
  task_id: number | null
  /** The person it is about. */
  user_id: number | null
  /** JSON: the kind, the changes and the thing itself. */
  body: string
  /** Chains it to the entry before it in its stream (chain.ts). */
  hash: string
}

/** Addresses stand beside the journal, never pushed or synced, and are erased by age. */
export interface EntryOriginsTable {
  stream: string
  seq: number
  ip: string | null
  user_agent: string | null
}

/** Entries up to `seq` may have been cut; the database lets nothing else of the journal be deleted. */
export interface AnchorsTable {
  stream: string
  seq: number
  /** Of the last entry that was cut: what is left goes on from it. */
  hash: string
}

export interface RequestsTable {
  actor_id: number
  door: Via
  request_id: string
  digest: string
  result: string
  created_at: string
}
