const HUES = ['blue', 'green', 'orange', 'purple', 'teal', 'pink'] as const

export const hueOf = (id: number) => HUES[Math.abs(id) % HUES.length] ?? 'blue'

/** The first letters of the first two words. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).slice(0, 2)
  return words
    .map((word) =>
      String.fromCodePoint(word.codePointAt(0) ?? 32)
        .toLocaleUpperCase()
        .trim(),
    )
    .join('')
}
