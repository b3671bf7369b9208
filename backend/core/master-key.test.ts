import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { makeSecrets, open, seal } from './crypto.ts'
import { keepMasterKey } from './master-key.ts'

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dela-key-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

test('five first starts at once agree on one key, kept from other users', async () => {
  const folder = emptyFolder()
  const script = `import { keepMasterKey } from '${join(import.meta.dirname, 'master-key.ts')}'; console.log(keepMasterKey('${folder}'))`
  const start = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])

  const keys = await Promise.all(Array.from({ length: 5 }, start))

  expect(new Set(keys.map(({ stdout }) => stdout)).size).toBe(1)
  expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600)
})

test('a damaged key stops the start instead of being replaced: what it sealed would be lost', () => {
  const folder = emptyFolder()
  writeFileSync(join(folder, 'secret.key'), 'half')

  expect(() => keepMasterKey(folder)).toThrow('is damaged')
})

test('keys are kept apart by purpose, and what is sealed can not be moved to another place', () => {
  const secrets = makeSecrets('a master key of at least 32 characters')
  const key = secrets.key('bot tokens')
  const sealed = seal(key, '123:token', 'bot:1')

  expect(secrets.key('access token').equals(key)).toBe(false)
  expect(open(key, sealed, 'bot:1')).toBe('123:token')
  expect(() => open(key, sealed, 'bot:2')).toThrow(/authenticate/)
  expect(() => open(secrets.key('access token'), sealed, 'bot:1')).toThrow(/authenticate/)
})
