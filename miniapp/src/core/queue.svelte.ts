import { Refusal, Unreachable } from './api.ts'
import type { Device } from './device.ts'
import { renumber, requestOf, type TaskWish, type Wish, type WishRequest } from './wish.ts'

export interface QueueDoors {
  send(request: WishRequest, key: string): Promise<unknown>
  /** The version to insist on; 'conflict' if somebody changed under the person's hands what they were writing. */
  versionFor(wish: Wish): number | 'conflict' | undefined
  /** The server's answer becomes what is shown, before the wish goes. */
  settle(wish: Wish, answer: unknown): void
  refused(wish: Wish, code: string): void
  /** Learns how the thing stands now, after a refusal that says we were behind. */
  refresh(task_id: number): Promise<void>
  reached(yes: boolean): void
}

const PAUSES = [1000, 3000, 8000, 20_000, 30_000]
/** How long 'Undo' stands under a deletion before it is sent. */
export const GRACE_MS = 5000

/** What the person wants and the server has not answered yet: sent in order, kept through reloads and dead lines. */
export class Queue {
  wishes = $state.raw<Wish[]>([])
  #device: Device
  readonly #doors: QueueDoors
  #sending = false
  #failures = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #held = new Map<string, number>()

  constructor(device: Device, doors: QueueDoors) {
    this.#device = device
    this.#doors = doors
  }

  async restore(): Promise<void> {
    const wishes = await this.#device.wishes()
    const known = new Set(this.wishes.map(({ key }) => key))
    this.wishes = [...wishes.filter(({ key }) => !known.has(key)), ...this.wishes].sort((a, b) => a.order - b.order)
    void this.run()
  }

  /** `grace`: it is not sent at once, so that it can still be taken back. */
  add(wish: TaskWish, grace = 0): Wish {
    const last = this.wishes.at(-1)?.order ?? 0
    const added: Wish = { ...wish, key: crypto.randomUUID(), order: Math.max(last + 1, Date.now()) }
    this.wishes = [...this.wishes, added]
    if (grace > 0) this.#hold(added.key, grace)
    void this.#device.addWish(added).catch(() => {})
    void this.run()
    return added
  }

  /** Takes a wish back; false if it may have reached the server already. */
  cancel(key: string): boolean {
    const wish = this.wishes.find((wish) => wish.key === key)
    if (!wish || wish.sent) return false
    this.#remove(wish)
    return true
  }

  /** The line is back, or may be. */
  retry(): void {
    this.#failures = 0
    clearTimeout(this.#timer)
    void this.run()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#sending = true
  }

  async run(): Promise<void> {
    if (this.#sending) return
    this.#sending = true
    try {
      for (let wish = this.#next(); wish; wish = this.#next()) {
        if (!(await this.#deliver(wish))) break
      }
    } finally {
      this.#sending = false
    }
  }

  #next(): Wish | undefined {
    const waiting = new Set<number>()
    return this.wishes.find((wish) => {
      if (waiting.has(wish.task_id)) return false
      if ((this.#held.get(wish.key) ?? 0) <= Date.now()) return true
      waiting.add(wish.task_id)
      return false
    })
  }

  #hold(key: string, ms: number): void {
    this.#held.set(key, Date.now() + ms)
    setTimeout(() => {
      this.#held.delete(key)
      void this.run()
    }, ms)
  }

  /** False: not now; try again later. */
  async #deliver(wish: Wish): Promise<boolean> {
    const request = wish.sent ?? this.#compose(wish)
    if (!request) return true
    const sent = this.#replace(wish, { ...wish, sent: request })
    try {
      const answer = await this.#doors.send(request, wish.key)
      this.#reached(true)
      this.#settle(sent, answer)
    } catch (error) {
      return this.#failed(sent, error)
    }
    return true
  }

  #compose(wish: Wish): WishRequest | undefined {
    const orphan = wish.task_id < 0 && wish.kind !== 'create'
    const version = orphan ? 'conflict' : this.#doors.versionFor(wish)
    if (version !== 'conflict') return requestOf(wish, version)
    this.#remove(wish)
    this.#doors.refused(wish, orphan ? 'task.not_found' : 'task.stale')
    return undefined
  }

  async #failed(wish: Wish, error: unknown): Promise<boolean> {
    if (error instanceof Unreachable || (error instanceof Refusal && (error.passing || error.status === 401))) {
      this.#reached(!(error instanceof Unreachable))
      const pause = PAUSES[Math.min(this.#failures++, PAUSES.length - 1)] ?? 0
      this.#timer = setTimeout(
        () => void this.run(),
        error instanceof Refusal ? Math.max(pause, (error.retry_after ?? 0) * 1000) : pause,
      )
      return false
    }
    const code = error instanceof Refusal ? error.code : 'server.error'
    if (code === 'task.stale' && wish.kind === 'update') {
      await this.#doors.refresh(wish.task_id).catch(() => {})
      const { sent: _, ...unsent } = wish
      this.#replace(wish, { ...unsent, key: crypto.randomUUID() })
      return true
    }
    this.#remove(wish)
    this.#doors.refused(wish, code)
    return true
  }

  #reached(yes: boolean): void {
    if (yes) this.#failures = 0
    this.#doors.reached(yes)
  }

  #settle(wish: Wish, answer: unknown): void {
    this.#doors.settle(wish, answer)
    this.#remove(wish)
    if (wish.kind !== 'create') return
    const { id } = answer as { id: number }
    for (const later of this.wishes) {
      const renamed = renumber(later, wish.task_id, id)
      if (renamed !== later) this.#replace(later, renamed)
    }
  }

  #replace(old: Wish, wish: Wish): Wish {
    this.wishes = this.wishes.map((each) => (each.key === old.key ? wish : each))
    if (old.key !== wish.key) void this.#device.removeWish(old.key).catch(() => {})
    void this.#device.addWish(wish).catch(() => {})
    return wish
  }

  #remove({ key }: Wish): void {
    this.wishes = this.wishes.filter((wish) => wish.key !== key)
    this.#held.delete(key)
    void this.#device.removeWish(key).catch(() => {})
  }
}
