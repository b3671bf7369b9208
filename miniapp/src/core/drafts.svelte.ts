import type { Device } from './device.ts'

/** Texts somebody has begun, by the field they belong to: kept at each stroke, so that a reload loses nothing. */
export class Drafts {
  #texts = $state.raw<ReadonlyMap<string, string>>(new Map())
  readonly #device: Device

  constructor(device: Device) {
    this.#device = device
  }

  async restore(): Promise<void> {
    const kept = await this.#device.drafts()
    this.#texts = new Map([...kept, ...this.#texts])
  }

  get(name: string): string | undefined {
    return this.#texts.get(name)
  }

  set(name: string, text: string): void {
    const texts = new Map(this.#texts)
    if (text) texts.set(name, text)
    else texts.delete(name)
    this.#texts = texts
    void this.#device.setDraft(name, text).catch(() => {})
  }
}
