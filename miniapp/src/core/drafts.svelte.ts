import type { Device } from './device.ts'

/** Texts somebody has begun, by the field they belong to: kept at each stroke, so that a reload loses nothing. */
export class Drafts {
  readonly #texts = new Map<string, string>()
  /** A new object with each change: never read to be changed, as an ending effect would still see the old one. */
  #changed = $state.raw({})
  readonly #device: Device

  constructor(device: Device) {
    this.#device = device
  }

  async restore(): Promise<void> {
    for (const [name, text] of await this.#device.drafts()) if (!this.#texts.has(name)) this.#texts.set(name, text)
    this.#changed = {}
  }

  get(name: string): string | undefined {
    void this.#changed
    return this.#texts.get(name)
  }

  set(name: string, text: string): void {
    if (text) this.#texts.set(name, text)
    else this.#texts.delete(name)
    this.#changed = {}
    void this.#device.setDraft(name, text).catch(() => {})
  }
}
