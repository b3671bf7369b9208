/** Telegram Web may frame us with storage blocked: touching it throws then, also inside the SDK. Memory stands in for it. */
export function memoryStorage(): Storage {
  const items = new Map<string, string>()
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
    key: (index) => [...items.keys()][index] ?? null,
    get length() {
      return items.size
    },
  }
}

for (const name of ['sessionStorage', 'localStorage'] as const) {
  try {
    void globalThis[name].length
  } catch {
    Object.defineProperty(globalThis, name, { configurable: true, value: memoryStorage() })
  }
}
