import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Builds the Mini App as people get it, not as a test's environment would have it. */
export async function setup(): Promise<void> {
  const { NODE_ENV: _, VITEST: __, ...env } = process.env
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, '../miniapp/build.ts')], { env })
}
