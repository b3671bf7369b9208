/**
 * A map that tells whoever reads it of any change: one signal for all of it. A board reads a thousand tasks at once,
 * and a thousand signals would cost more than looking through it again.
 */
export class LoudMap<V> extends Map<number, V> {
  #changed = $state.raw({})

  override get(key: number): V | undefined {
    void this.#changed
    return super.get(key)
  }

  override has(key: number): boolean {
    void this.#changed
    return super.has(key)
  }

  override get size(): number {
    void this.#changed
    return super.size
  }

  override keys(): MapIterator<number> {
    void this.#changed
    return super.keys()
  }

  override values(): MapIterator<V> {
    void this.#changed
    return super.values()
  }

  override entries(): MapIterator<[number, V]> {
    void this.#changed
    return super.entries()
  }

  override [Symbol.iterator](): MapIterator<[number, V]> {
    return this.entries()
  }

  override set(key: number, value: V): this {
    super.set(key, value)
    this.#changed = {}
    return this
  }

  override delete(key: number): boolean {
    const was = super.delete(key)
    if (was) this.#changed = {}
    return was
  }
}
