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
