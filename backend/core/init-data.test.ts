import { createHash, createHmac } from 'node:crypto'
import { hashToken, sign, signData } from '@telegram-apps/init-data-node'
import { expect, test } from 'vitest'
import { readInitData } from './init-data.ts'

const TOKEN = '123456:TEST-TOKEN'
const SIGNED_AT = 1_700_000_000_000
const at = (seconds: number) => new Date(SIGNED_AT + seconds * 1000).toISOString()
const NOW = at(5)

/** Signs the pairs as they stand, whatever they are: what Telegram itself would never send. */
function signPairs(pairs: [string, string][], token = TOKEN): string {
  const text = pairs
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join('\n')
  return new URLSearchParams([...pairs, ['hash', signData(text, token)]]).toString()
}
const withUser = (user: unknown, more: [string, string][] = []) =>
  signPairs([['auth_date', '1700000000'], ['user', typeof user === 'string' ? user : JSON.stringify(user)], ...more])
const ANNA = { id: 42, first_name: 'Anna' }

test('the vector of the documents is accepted for its token alone', () => {
  const raw =
    'query_id=AAHdF6IQAAAAAN0XohDhrOrc&user=%7B%22id%22%3A279058397%2C%22first_name%22%3A%22Vladislav%22%2C%22last_name%22%3A%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22%2C%22language_code%22%3A%22ru%22%2C%22is_premium%22%3Atrue%7D&auth_date=1662771648&hash=c501b71e775f74ce10e377dea85a7ea24ecd640b223ea86dfe453e0eaed2e2b2'
  const token = '5768337691:AAH5YkoiEuPk8-FZa32hStHTqXiLPtAEhx8'
  const now = new Date(1_662_771_700_000).toISOString()

  expect(readInitData(raw, token, now)).toMatchObject({ user: { id: 279_058_397, username: 'vdkfrost' } })
  expect(readInitData(raw, TOKEN, now)).toBe('refused')
  expect(hashToken(token).toString('hex')).toBe('a5c609aa52f63cb5e6d8ceb6e4138726ea82bbc36bb786d64482d445ea38ee5f')
})

test('what a real client was given is accepted, with its signature among the signed', () => {
  const raw =
    'user=%7B%22id%22%3A279058397%2C%22first_name%22%3A%22Vladislav%20%2B%20-%20%3F%20%5C%2F%22%2C%22last_name%22%3A%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22%2C%22language_code%22%3A%22ru%22%2C%22is_premium%22%3Atrue%2C%22allows_write_to_pm%22%3Atrue%2C%22photo_url%22%3A%22https%3A%5C%2F%5C%2Ft.me%5C%2Fi%5C%2Fuserpic%5C%2F320%5C%2F4FPEE4tmP3ATHa57u6MqTDih13LTOiMoKoLDRG4PnSA.svg%22%7D&chat_instance=8134722200314281151&chat_type=private&auth_date=1733584787&signature=zL-ucjNyREiHDE8aihFwpfR9aggP2xiAo3NSpfe-p7IbCisNlDKlo7Kb6G4D0Ao2mBrSgEk4maLSdv6MLIlADQ&hash=2174df5b000556d044f3f020384e879c8efcab55ddea2ced4eb752e93e7080d6'
  const token = '7342037359:AAFZehRPBRs8Seg40oDjTMIW8uTGPuW1zfQ'
  const now = new Date(1_733_584_800_000).toISOString()

  expect(readInitData(raw, token, now)).toMatchObject({ user: { first_name: 'Vladislav + - ? /' } })
  expect(readInitData(raw.replace('signature=zL', 'signature=zM'), token, now)).toBe('refused')
  expect(readInitData(raw.replace(/&signature=[^&]+/, ''), token, now)).toBe('refused')
})

test('what our own tools sign is the known vector, and is accepted with its start parameter', () => {
  const raw = sign({ user: { id: 42, first_name: 'Test' }, start_param: 'task_7' }, TOKEN, new Date(SIGNED_AT))

  expect(raw).toContain('hash=91d36b96ca854fc020f60051db4ac0c5504457765146b08d1219eb19d3eaa604')
  expect(readInitData(raw, TOKEN, NOW)).toEqual({
    user: { id: 42, first_name: 'Test' },
    start_param: 'task_7',
    hash: '91d36b96ca854fc020f60051db4ac0c5504457765146b08d1219eb19d3eaa604',
    expires_at: at(3600),
  })
})

test('the key is made of the token as the documents say, the arguments in that order', () => {
  const key = 'fe37f490481d351837ed49f3b369c886c61013d6d036656fc3c9c92e163e3477'

  expect(hashToken('my-secret-token').toString('hex')).toBe(key)
  expect(createHmac('sha256', 'WebAppData').update('my-secret-token').digest('hex')).toBe(key)
  expect(createHmac('sha256', 'my-secret-token').update('WebAppData').digest('hex')).not.toBe(key)
})

test('it is good for an hour, and for half a minute before it was signed', () => {
  const raw = withUser(ANNA)

  expect(readInitData(raw, TOKEN, at(3600))).toMatchObject({ user: { id: 42 } })
  expect(readInitData(raw, TOKEN, at(3601))).toBe('expired')
  expect(readInitData(raw, TOKEN, at(-30))).toMatchObject({ user: { id: 42 } })
  expect(readInitData(raw, TOKEN, at(-31))).toBe('ahead')
})

test.each([
  ['nothing', ''],
  ['no hash', withUser(ANNA).replace(/&hash=.*/, '')],
  ['an empty hash', withUser(ANNA).replace(/hash=.*/, 'hash=')],
  ['a hash in upper case', withUser(ANNA).replace(/hash=(.*)/, (_, hash: string) => `hash=${hash.toUpperCase()}`)],
  ['a hash cut short', withUser(ANNA).slice(0, -2)],
  ['a hash of other letters', withUser(ANNA).replace(/hash=.{64}/, `hash=${'g'.repeat(64)}`)],
  ['two hashes', `${withUser(ANNA)}&hash=${'0'.repeat(64)}`],
  ['a user twice', `${withUser(ANNA)}&user=${encodeURIComponent(JSON.stringify({ id: 7, first_name: 'Mallory' }))}`],
  ['a user twice, signed so', withUser(ANNA, [['user', JSON.stringify(ANNA)]])],
  ['a date twice', `${withUser(ANNA)}&auth_date=1700000000`],
  ['a pair added', `${withUser(ANNA)}&start_param=invite_x`],
  ['a key of other letters', withUser(ANNA, [['Start', 'x']])],
  ['a key with a line break', withUser(ANNA, [['a\nb', 'x']])],
  ['a key too long', withUser(ANNA, [['a'.repeat(33), 'x']])],
  ['an empty key', withUser(ANNA, [['', 'x']])],
  ['more than 4096 bytes', withUser(ANNA, [['start_param', 'x'.repeat(4096)]])],
  ['no date', signPairs([['user', JSON.stringify(ANNA)]])],
  [
    'a date of words',
    signPairs([
      ['auth_date', 'today'],
      ['user', JSON.stringify(ANNA)],
    ]),
  ],
  [
    'a date with a sign',
    signPairs([
      ['auth_date', '+1700000000'],
      ['user', JSON.stringify(ANNA)],
    ]),
  ],
  [
    'a date with a fraction',
    signPairs([
      ['auth_date', '1700000000.5'],
      ['user', JSON.stringify(ANNA)],
    ]),
  ],
  [
    'a date in milliseconds',
    signPairs([
      ['auth_date', '1700000000000'],
      ['user', JSON.stringify(ANNA)],
    ]),
  ],
  [
    'a date with a tail',
    signPairs([
      ['auth_date', '1700000000x'],
      ['user', JSON.stringify(ANNA)],
    ]),
  ],
  ['no user', signPairs([['auth_date', '1700000000']])],
  ['a user that is no JSON', withUser('{"id":42')],
  ['a user that is null', withUser('null')],
  ['a user that is a list', withUser('[42]')],
  ['a user without an id', withUser({ first_name: 'Anna' })],
  ['a user without a name', withUser({ id: 42 })],
  ['an id of text', withUser({ ...ANNA, id: '42' })],
  ['an id of zero', withUser({ ...ANNA, id: 0 })],
  ['an id below zero', withUser({ ...ANNA, id: -42 })],
  ['an id with a fraction', withUser({ ...ANNA, id: 42.5 })],
  ['an id of more than 52 bits', withUser({ ...ANNA, id: 2 ** 52 + 2 })],
  ['a bot', withUser({ ...ANNA, is_bot: true })],
  ['a first name that is a number', withUser({ ...ANNA, first_name: 7 })],
  ['JSON instead of pairs', JSON.stringify({ user: ANNA, auth_date: 1_700_000_000, hash: '0'.repeat(64) })],
])('refused: %s', (_, raw) => {
  expect(readInitData(raw, TOKEN, NOW)).toBe('refused')
})

test('values with line breaks do not pass for other pairs', () => {
  const raw = withUser(ANNA, [['start_param', `x\nuser=${JSON.stringify({ id: 7, first_name: 'Mallory' })}`]])
  const moved = new URLSearchParams(raw)
  moved.set('user', JSON.stringify({ id: 7, first_name: 'Mallory' }))
  moved.set('start_param', `x\nuser=${JSON.stringify(ANNA)}`)

  expect(readInitData(raw, TOKEN, NOW)).toMatchObject({ user: { id: 42 } })
  expect(readInitData(moved.toString(), TOKEN, NOW)).toBe('refused')
})

test('the largest id and text of every script come through as they are', () => {
  const user = { id: 2 ** 52, first_name: 'Ёж & =\n+%', last_name: '山', username: 'yozh', language_code: 'ru-RU' }

  expect(readInitData(withUser(user), TOKEN, NOW)).toMatchObject({ user })
})

test('nothing signed with the token of a personal bot is accepted, a thousand times over', () => {
  const personal = ['777001:AAA-personal-bot-of-ivan', '777002:AAB-personal-bot-of-olga', '123456:TEST-TOKEM']
  let accepted = 0
  for (let n = 0; n < 1000; n++) {
    const user = { id: 1 + n, first_name: 'Forged' }
    const raw = sign({ user, start_param: `n${n}` }, personal[n % 3] ?? '', new Date(SIGNED_AT))
    if (typeof readInitData(raw, TOKEN, NOW) !== 'string') accepted++
  }

  expect(accepted).toBe(0)
})

test('the scheme of the login widget is another one, and never accepted', () => {
  const key = createHash('sha256').update(TOKEN).digest()
  const widget: [string, string][] = [
    ['auth_date', '1700000000'],
    ['first_name', 'Test'],
    ['id', '42'],
    ['username', 'tst'],
  ]
  const asInitData: [string, string][] = [
    ['auth_date', '1700000000'],
    ['user', JSON.stringify(ANNA)],
  ]
  const signWidget = (pairs: [string, string][]) => {
    const hash = createHmac('sha256', key)
      .update(pairs.map(([k, v]) => `${k}=${v}`).join('\n'))
      .digest('hex')
    return { hash, raw: new URLSearchParams([...pairs, ['hash', hash]]).toString() }
  }

  expect(signWidget(widget).hash).toBe('91ec8759260468d894aa1411c35e00e6eb67fa04394011732759cd795cbd022e')
  expect(readInitData(signWidget(widget).raw, TOKEN, NOW)).toBe('refused')
  expect(readInitData(signWidget(asInitData).raw, TOKEN, NOW)).toBe('refused')
})

test('of a hundred thousand mutations none is accepted that says something else', () => {
  const raw = sign(
    { user: { ...ANNA, last_name: "О'Нил", username: 'anna' }, chat_type: 'private', start_param: 'task_7' },
    TOKEN,
    new Date(SIGNED_AT),
  )
  const meaning = (text: string) => {
    const pairs = [...new URLSearchParams(text)]
    const hash = pairs.find(([key]) => key === 'hash')?.[1] ?? ''
    return [
      hash,
      ...pairs
        .filter(([key]) => key !== 'hash')
        .map(([k, v]) => `${k}=${v}`)
        .sort(),
    ].join('\n')
  }
  const said = meaning(raw)
  const random = generator(20_260_302)
  const wrong: string[] = []
  let same = 0
  for (let n = 0; n < 100_000; n++) {
    const mutant = mutate(raw, random)
    if (typeof readInitData(mutant, TOKEN, NOW) === 'string') continue
    if (meaning(mutant) === said) same++
    else wrong.push(mutant)
  }

  expect(wrong).toEqual([])
  expect(same).toBeGreaterThan(0)
})

const ALPHABET = '0123456789abcdefABCDEF&=%+-_"{}:,.\n \u0000éя'

function mutate(raw: string, random: (below: number) => number): string {
  let text = raw
  for (let rounds = 1 + random(3); rounds > 0; rounds--) {
    const [from, to] = [random(text.length), random(text.length)]
    const letter = ALPHABET[random(ALPHABET.length)] ?? 'x'
    const kind = random(6)
    if (kind === 0) text = text.slice(0, from) + letter + text.slice(from + 1)
    else if (kind === 1) text = text.slice(0, from) + letter + text.slice(from)
    else if (kind === 2) text = text.slice(0, from) + text.slice(from + 1)
    else if (kind === 3) text = `${text}&${text.slice(Math.min(from, to), Math.max(from, to))}`
    else if (kind === 4)
      text = text
        .split('&')
        .toSorted(() => random(3) - 1)
        .join('&')
    else text = text.slice(0, from) + (text[from] ?? '').toUpperCase() + text.slice(from + 1)
  }
  return text
}

/** The same numbers each time (mulberry32). */
function generator(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}
