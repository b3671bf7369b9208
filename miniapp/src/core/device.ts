import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Wish } from './wish.ts'

interface Shape extends DBSchema {
  kept: { key: string; value: unknown }
  wishes: { key: string; value: Wish }
  drafts: { key: string; value: string }
}

/** What this device keeps for one person: the last screens, unsent wishes, unfinished texts. */
export interface Device {
  keep(name: string, value: unknown): Promise<void>
  kept<T>(name: string): Promise<T | undefined>
  forgetKept(names: (name: string) => boolean): Promise<void>
  addWish(wish: Wish): Promise<void>
  removeWish(key: string): Promise<void>
  wishes(): Promise<Wish[]>
  setDraft(name: string, text: string): Promise<void>
  drafts(): Promise<Map<string, string>>
  empty(): Promise<void>
}

const nameOf = (user_id: number) => `dela-${user_id}`

/** A device with its storage blocked keeps nothing beyond this page, and everything else works. */
export async function openDevice(user_id: number): Promise<Device> {
  try {
    return keeping(user_id, await open(user_id))
  } catch {
    return forgetful()
  }
}

/** Empties what this browser keeps of everybody else. */
export async function forgetOthers(user_id: number): Promise<void> {
  const names = await indexedDB.databases().then((all) => all.map(({ name = '' }) => name))
  const others = names.filter((name) => /^dela-\d+$/.test(name) && name !== nameOf(user_id))
  await Promise.all(others.map((name) => deleteDB(name)))
}

function open(user_id: number): Promise<IDBPDatabase<Shape>> {
  return openDB<Shape>(nameOf(user_id), 1, {
    upgrade(db) {
      db.createObjectStore('kept')
      db.createObjectStore('wishes')
      db.createObjectStore('drafts')
    },
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  })
}

function keeping(user_id: number, db: IDBPDatabase<Shape>): Device {
  return {
    keep: async (name, value) => void (await db.put('kept', value, name)),
    kept: async <T>(name: string) => (await db.get('kept', name)) as T | undefined,
    async forgetKept(names) {
      for (const name of await db.getAllKeys('kept')) if (names(name)) await db.delete('kept', name)
    },
    addWish: async (wish) => void (await db.put('wishes', wish, wish.key)),
    removeWish: (key) => db.delete('wishes', key),
    wishes: () => db.getAll('wishes'),
    setDraft: async (name, text) => void (await (text ? db.put('drafts', text, name) : db.delete('drafts', name))),
    async drafts() {
      const transaction = db.transaction('drafts')
      const [names, texts] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()])
      return new Map(names.map((name, index) => [name, texts[index] ?? '']))
    },
    async empty() {
      db.close()
      await deleteDB(nameOf(user_id))
    },
  }
}

function forgetful(): Device {
  const done = () => Promise.resolve()
  return {
    keep: done,
    kept: () => Promise.resolve(undefined),
    forgetKept: done,
    addWish: done,
    removeWish: done,
    wishes: () => Promise.resolve([]),
    setDraft: done,
    drafts: () => Promise.resolve(new Map()),
    empty: done,
  }
}
