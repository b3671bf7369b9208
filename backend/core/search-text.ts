import { misspellings, searchWords, stemOf } from './search-words.ts'

/** Stands between texts so that no phrase reaches across; no word of a query holds it. */
const BREAK = 'ё'

/** What is kept beside a thing so that it can be found by any of these texts: their words in order, then their stems. */
export function searchText(...texts: (string | null)[]): string {
  const words = texts.map((text) => searchWords(text ?? '')).filter((part) => part.length > 0)
  const known = new Set(words.flat())
  const stems = [...new Set([...known].map(stemOf))].filter((stem) => !known.has(stem))
  return [...words, ...(stems.length > 0 ? [stems] : [])].map((part) => part.join(' ')).join(` ${BREAK} `)
}

/** Words one after another; the last one may be only a beginning. */
interface Term {
  words: string[]
  beginning: boolean
}
/** Every group must be found by one of its terms. */
export type SearchQuery = Term[][]

/** Each forgiven word asks for some hundred others: of a long query only the first words are. */
const MOST_FORGIVEN = 4

/** Reads what a person types: words in any form or begun, "phrases" as they stand. Undefined if it holds no word. */
export function readQuery(text: string, { forgiving = false } = {}): SearchQuery | undefined {
  const groups: SearchQuery = []
  const forgives = () => forgiving && groups.length < MOST_FORGIVEN
  for (const [index, part] of text.split(/["«»“”„]/).entries()) {
    const words = searchWords(part)
    if (index % 2 === 1 && words.length > 0) groups.push([{ words, beginning: false }])
    if (index % 2 === 0) words.forEach((word, at) => groups.push(formsOf(word, at === words.length - 1, forgives())))
  }
  return groups.length === 0 ? undefined : groups
}

function formsOf(word: string, last: boolean, forgiving: boolean): Term[] {
  const typed: Term = { words: [word], beginning: word.length > (last ? 1 : 2) }
  const stems = new Set([stemOf(word), ...(forgiving ? misspellings(word).map(stemOf) : [])])
  if (!typed.beginning) stems.delete(word)
  return [typed, ...[...stems].map((stem) => ({ words: [stem], beginning: false }))]
}

/** The query as FTS5 is spoken to, which `task_search` and `message_search` understand on both engines. */
export function spellQuery(query: SearchQuery): string {
  const spell = ({ words, beginning }: Term) => words.map((word) => `"${word}"`).join(' + ') + (beginning ? '*' : '')
  return query.map((group) => `(${group.map(spell).join(' OR ')})`).join(' AND ')
}

/** Whether a text would be found: for the few things that need no index. */
export function isFound(query: SearchQuery, ...texts: (string | null)[]): boolean {
  const kept = ` ${searchText(...texts)} `
  return query.every((group) =>
    group.some(({ words, beginning }) => kept.includes(` ${words.join(' ')}${beginning ? '' : ' '}`)),
  )
}
