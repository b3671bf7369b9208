import { COMMON_PASSWORDS } from './values.ts'

interface Owner {
  username: string | null
  email: string | null
}

const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiopasdfghjklzxcvbnm',
  'йцукенгшщзхъфывапролджэячсмитьбю',
]

/** Whether a password is among the first that are tried: a common one, a run of keys, or the person's own name. */
export function isEasilyGuessed(password: string, { username, email }: Owner): boolean {
  const plain = password.toLowerCase()
  const word = plain.replace(/[^\p{L}]+$/u, '').replace(/^[^\p{L}]+/u, '')
  if (new Set(plain).size < 4) return true
  if (COMMON_PASSWORDS.has(plain) || COMMON_PASSWORDS.has(word)) return true
  if ([plain, word].some((text) => text.length >= 4 && isRun(text)))
    return isRun(plain) || plain.length - word.length < 5
  return [username, email, email?.split('@')[0]].some((own) => own && (own === plain || own === word))
}

/** Keys beside each other, forwards or backwards: `12345678`, `qwertyui`. */
function isRun(text: string): boolean {
  const reversed = text.split('').toReversed().join('')
  return ROWS.some((row) => row.repeat(2).includes(text) || row.repeat(2).includes(reversed))
}
