export interface Random {
  chance: (share: number) => boolean
  pick: <T>(things: readonly T[]) => T
  shuffled: <T>(things: readonly T[]) => T[]
}

/** Chance that can be repeated: the same seed, the same course (mulberry32). */
export function makeRandom(seed: number): Random {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    chance: (share) => next() < share,
    pick: (things) => {
      const thing = things[Math.floor(next() * things.length)]
      if (thing === undefined) throw new Error('there is nothing to pick from')
      return thing
    },
    shuffled: (things) =>
      things
        .map((thing) => ({ thing, place: next() }))
        .toSorted((a, b) => a.place - b.place)
        .map(({ thing }) => thing),
  }
}
