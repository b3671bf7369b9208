/** At most `most` of these run at once; the others wait their turn, in order and without a time limit. */
export function takingTurns(most: number) {
  const waiting: (() => void)[] = []
  let running = 0
  return async <R>(act: () => Promise<R>): Promise<R> => {
    if (running >= most) await new Promise<void>((go) => waiting.push(go))
    else running += 1
    try {
      return await act()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
