/** The beginning of a text on one line, cut at a word where it is longer than `length`. */
export function excerptOf(text: string, length = 160): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= length) return line
  const cut = Array.from(line)
    .slice(0, length - 1)
    .join('')
  const space = cut.lastIndexOf(' ')
  return `${(space > length / 2 ? cut.slice(0, space) : cut).trimEnd()}…`
}
