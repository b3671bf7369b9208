import { argon2Sync } from 'node:crypto'
import { expect, test } from 'vitest'
import { hashPassword, isOutdated, isPassword, makeLine } from './password-hash.ts'

const OLD = (() => {
  const salt = Buffer.alloc(16, 7)
  const cost = { parallelism: 1, memory: 8192, passes: 2, tagLength: 32 }
  const tag = argon2Sync('argon2id', { message: 'an old secret', nonce: salt, ...cost })
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
  return `$argon2id$v=19$m=8192,t=2,p=1$${text(salt)}$${text(tag)}`
})()

test('a password is kept as argon2id at the usual cost, never twice the same', async () => {
  const [one, other] = [await hashPassword('пароль и ещё слово'), await hashPassword('пароль и ещё слово')]

  expect(one).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(one).not.toBe(other)
  expect(await isPassword('пароль и ещё слово', one)).toBe(true)
  expect(await isPassword('пароль и еще слово', one)).toBe(false)
  expect(isOutdated(one)).toBe(false)
})

test('a password kept at another cost still opens, and is known to be outdated', async () => {
  expect(await isPassword('an old secret', OLD)).toBe(true)
  expect(await isPassword('another secret', OLD)).toBe(false)
  expect(isOutdated(OLD)).toBe(true)
})

test('where nothing is kept, no password is right', async () => {
  expect(await isPassword('', undefined)).toBe(false)
  expect(await isPassword('anything', undefined)).toBe(false)
})

test('a line serves as many at a time as it is wide, lets so many wait, and sends the rest away', async () => {
  const inLine = makeLine(2, 3)
  const state = { now: 0, most: 0 }
  const doors: (() => void)[] = []
  const work = async () => {
    state.now += 1
    state.most = Math.max(state.most, state.now)
    await new Promise<void>((resolve) => doors.push(resolve))
    state.now -= 1
    return 'served'
  }
  const all = Array.from({ length: 7 }, () => inLine(work).catch((error: { code: string }) => error.code))
  while (state.now > 0 || doors.length > 0) {
    doors.splice(0).forEach((open) => open())
    await new Promise((resolve) => setTimeout(resolve, 1))
  }

  expect(await Promise.all(all)).toEqual([...Array(5).fill('served'), 'server.busy', 'server.busy'])
  expect(state.most).toBe(2)
  const failing = await inLine(() => Promise.reject(new Error('broken'))).catch((error: Error) => error.message)
  const after = inLine(() => Promise.resolve('served'))
  expect([failing, await after]).toEqual(['broken', 'served'])
})
