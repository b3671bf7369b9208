const WORD = /[\p{L}\p{N}]+/gu

/** The words of a text as search keeps them: lower case, ё as е, no marks. */
export function searchWords(text: string): string[] {
  const plain = text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е')
  return plain.match(WORD) ?? []
}

/** What is kept beside a thing so that it can be found by any of these texts. */
export function searchText(...texts: (string | null)[]): string {
  return [...new Set(texts.flatMap((text) => searchWords(text ?? '')))].join(' ')
}

/** The query both engines understand: every word, the last one as a beginning; undefined if there is none. */
export function searchQuery(text: string): string | undefined {
  const words = searchWords(text)
  return words.length === 0 ? undefined : `${words.map((word) => `"${word}"`).join(' ')}*`
}
