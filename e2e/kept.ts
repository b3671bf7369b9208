import type { Page } from 'playwright-core'

/** Everything scripts can read back from this browser's storage, as one text. */
export function everythingKept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const whole = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error ?? new Error('unreadable'))
      })
    const kept: unknown[] = [Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await whole(indexedDB.open(name))
      for (const store of db.objectStoreNames)
        kept.push(name, store, await whole(db.transaction(store).objectStore(store).getAll()))
      db.close()
    }
    return JSON.stringify(kept)
  })
}
