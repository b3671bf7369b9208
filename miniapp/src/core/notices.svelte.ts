export interface Notice {
  id: number
  text: string
  action?: { label: string; run: () => void }
  tone?: 'plain' | 'error'
}

const SHOWN_MS = 5000

/** Short words at the foot of the screen; each leaves by itself, but not while it is being read. */
export class Notices {
  list = $state.raw<Notice[]>([])
  #last = 0
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>()

  show(notice: Omit<Notice, 'id'>): number {
    const id = ++this.#last
    this.list = [...this.list.slice(-2), { ...notice, id }]
    this.release(id)
    return id
  }

  close(id: number): void {
    this.hold(id)
    this.list = this.list.filter((notice) => notice.id !== id)
  }

  hold(id: number): void {
    clearTimeout(this.#timers.get(id))
  }

  release(id: number): void {
    this.#timers.set(
      id,
      setTimeout(() => this.close(id), SHOWN_MS),
    )
  }
}
