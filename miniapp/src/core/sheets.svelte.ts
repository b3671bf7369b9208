export interface Open {
  close: () => void
}

/** The open sheets, the uppermost last: 'back' closes that one before it leaves the page. */
export class Sheets {
  /** Not a signal itself: an ending effect would still see the old one. */
  #open: Open[] = []
  #changed = $state.raw({})

  get any(): boolean {
    void this.#changed
    return this.#open.length > 0
  }

  /** Says that a sheet is open; answers what to call when it is not any more. */
  add(sheet: Open): () => void {
    this.#set([...this.#open, sheet])
    return () => this.#set(this.#open.filter((other) => other !== sheet))
  }

  isTop(sheet: Open): boolean {
    void this.#changed
    return this.#open.at(-1) === sheet
  }

  closeTop(): boolean {
    const top = this.#open.at(-1)
    top?.close()
    return top !== undefined
  }

  #set(open: Open[]): void {
    this.#open = open
    this.#changed = {}
  }
}
