import { stemmer as englishStem } from '@orama/stemmers/english'
import { stemmer as russianStem } from '@orama/stemmers/russian'

const WORD = /[\p{L}\p{N}]+/gu
/** Nothing longer is a word of a language, and stemming takes time by length. */
const LONGEST = 40
const RUSSIAN = /^[а-я]+$/
const ENGLISH = /^[a-z]+$/
const LETTERS = {
  russian: Array.from('абвгдежзийклмнопрстуфхцчшщъыьэюя'),
  english: Array.from('abcdefghijklmnopqrstuvwxyz'),
}
const FORGIVEN_FROM = 5

/** The words of a text as search keeps them: lower case, ё as е, no marks. */
export function searchWords(text: string): string[] {
  const plain = text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е')
  return plain.match(WORD) ?? []
}

/** What the forms of a word have in common. */
export function stemOf(word: string): string {
  if (word.length > LONGEST) return word
  if (RUSSIAN.test(word)) return russianStem(word)
  return ENGLISH.test(word) ? englishStem(word) : word
}

/** The word with any one letter wrong, missing, too much or swapped with the next; none for short words and numbers. */
export function misspellings(word: string): string[] {
  const letters = RUSSIAN.test(word) ? LETTERS.russian : ENGLISH.test(word) ? LETTERS.english : []
  if (word.length < FORGIVEN_FROM || word.length > LONGEST) return []
  const found = new Set<string>()
  for (let at = 0; at <= word.length && letters.length > 0; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)]
    found.add(before + after.slice(1))
    found.add(before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2))
    for (const letter of letters) found.add(before + letter + after).add(before + letter + after.slice(1))
  }
  return [...found]
}
