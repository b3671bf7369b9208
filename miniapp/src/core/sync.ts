import type { WireEntry } from './entry.ts'

export interface SyncAnswer {
  entries: WireEntry[]
  next: string
  /** Streams whose gap is too long to be told entry by entry. */
  reload?: string[]
}

export interface SyncDoors {
  /** Asks the server what came after a cursor; none given: from where it stands now. */
  ask(since: string | undefined): Promise<SyncAnswer>
  apply(entry: WireEntry): void
  /** Loads afresh what lies in these streams. */
  reload(streams: string[]): Promise<void>
  /** Keeps the cursor, after everything before it was applied. */
  keep(cursor: string): void
}

/** Catches up by the journal. Live entries are applied as they come but only an answer here moves the cursor. */
export class Sync {
  cursor: string | undefined
  readonly #doors: SyncDoors
  #running: Promise<void> | undefined
  #again = false

  constructor(doors: SyncDoors, cursor?: string) {
    this.#doors = doors
    this.cursor = cursor
  }

  /** Runs once at a time; asked for while it runs, it runs once more. */
  async run(): Promise<void> {
    if (this.#running) {
      this.#again = true
      return this.#running
    }
    this.#running = this.#catchUp()
    try {
      await this.#running
    } finally {
      this.#running = undefined
    }
  }

  async #catchUp(): Promise<void> {
    do {
      this.#again = false
      while (await this.#step());
    } while (this.#again)
  }

  /** Whether there may be more. */
  async #step(): Promise<boolean> {
    const answer = await this.#doors.ask(this.cursor)
    if (answer.reload) await this.#doors.reload(answer.reload)
    for (const entry of answer.entries) this.#doors.apply(entry)
    const moved = this.cursor !== undefined && answer.next !== this.cursor
    this.cursor = answer.next
    this.#doors.keep(answer.next)
    return moved
  }
}
