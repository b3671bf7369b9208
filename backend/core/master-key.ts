import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomToken } from './crypto.ts'

/** The key made at the first start and kept in `folder` (0600). Five first starts at once agree: a link is made only by one of them. */
export function keepMasterKey(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'secret.key')
  const draft = `${file}.${process.pid}.${Date.now()}.${Math.random()}`
  try {
    return readKey(file)
  } catch (error) {
    if (!isMissing(error)) throw error
  }
  writeFileSync(draft, randomToken(), { mode: 0o600, flush: true })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft)
  }
  return readKey(file)
}

function readKey(file: string): string {
  const key = readFileSync(file, 'utf8').trim()
  if (key.length < 32) throw new Error(`${file} is damaged: it should hold at least 32 characters`)
  chmodSync(file, 0o600)
  return key
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
