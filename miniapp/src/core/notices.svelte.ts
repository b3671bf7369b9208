export interface Notice {
  id: number
  text: string
  action?: { label: string; run: () => void }
  tone?: 'plain' | 'error'
  /** News from others come from above; answers to the person's own doing stand below. */
  place?: 'above' | 'below'
}

const SHOWN_MS = 5000
const MOST = { above: 1, below: 2 }

/** Short words at the foot of the screen; each leaves by itself, but not while it is being read. */
export class Notices {
  list = $state.raw<Notice[]>([])
  #last = 0
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>()

  show(notice: Omit<Notice, 'id'>): number {
    const id = ++this.#last
    const { place = 'below' } = notice
    const beside = this.list.filter((shown) => (shown.place ?? 'below') === place)
    const old = beside.slice(0, Math.max(0, beside.length - MOST[place] + 1))
    this.list = [...this.list.filter((shown) => !old.includes(shown)), { ...notice, id }]
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
