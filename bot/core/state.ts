import type { Reader } from '../../backend/core/database.ts'
import type { Hand } from './hand.ts'

/** Small state of a bot (conversations, drafts): read at once, written when the update in hand is done. */
export function stateIn(hand: Hand, read: Reader) {
  const id = (kind: string, key: string) => `${kind} ${key}`
  const keep = (kind: string, key: string, value: string | null) => {
    hand.kept.set(id(kind, key), { kind, key, value })
  }
  return {
    async read<T>(kind: string, key: string): Promise<T | undefined> {
      const kept = hand.kept.get(id(kind, key))
      const value = kept ? kept.value : (await findState(read, hand.bot_id, kind, key))?.value
      return value === null || value === undefined ? undefined : (JSON.parse(value) as T)
    },
    write: (kind: string, key: string, value: unknown) => keep(kind, key, JSON.stringify(value)),
    delete: (kind: string, key: string) => keep(kind, key, null),
  }
}
export type BotState = ReturnType<typeof stateIn>

function findState(read: Reader, bot_id: number, kind: string, key: string) {
  return read
    .selectFrom('bot_state')
    .select('value')
    .where('bot_id', '=', bot_id)
    .where('kind', '=', kind)
    .where('key', '=', key)
    .executeTakeFirst()
}
