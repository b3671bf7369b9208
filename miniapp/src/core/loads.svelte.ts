import { untrack } from 'svelte'
import { SvelteMap } from 'svelte/reactivity'
import { Refusal } from './api.ts'

export type Load = { state: 'loading' } | { state: 'ready' } | { state: 'failed'; code: string }

/** How far each thing a screen needs has been loaded, by name. */
export class Loads {
  readonly #loads = new SvelteMap<string, Load>()
  readonly #running = new Map<string, Promise<void>>()

  of(name: string): Load | undefined {
    return this.#loads.get(name)
  }

  ready(name: string): boolean {
    return this.#loads.get(name)?.state === 'ready'
  }

  /** What is shown from the device is as good as loaded, until the server says better. */
  mark(name: string): void {
    if (!this.#loads.has(name)) this.#loads.set(name, { state: 'ready' })
  }

  /** Runs one load at a time for each name; a failure keeps what is already shown. An effect that asks for it depends on nothing here. */
  run(name: string, load: () => Promise<void>): Promise<void> {
    const running = this.#running.get(name)
    if (running) return running
    const started = untrack(() => this.#run(name, load)).finally(() => this.#running.delete(name))
    this.#running.set(name, started)
    return started
  }

  async #run(name: string, load: () => Promise<void>): Promise<void> {
    const before = this.#loads.get(name)
    if (before?.state !== 'ready') this.#loads.set(name, { state: 'loading' })
    try {
      await load()
      this.#loads.set(name, { state: 'ready' })
    } catch (error) {
      const lost = error instanceof Refusal && !error.passing && error.status !== 401
      if (before?.state !== 'ready' || lost) this.#loads.set(name, { state: 'failed', code: codeOf(error) })
    }
  }
}

export function codeOf(error: unknown): string {
  return error instanceof Refusal ? error.code : 'connection.lost'
}
