import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { percentile } from './numbers.ts'

const PAGE = 4096
const TIMES = 400

/** Milliseconds for 4 KiB to be on the disk, where the databases lie: no durable create is faster than this, unless several share it. */
export function measureDisk(folder: string): { p50: number; p99: number } {
  const file = join(folder, 'sync.test')
  const handle = openSync(file, 'w')
  writeSync(handle, Buffer.alloc(PAGE * 64))
  fdatasyncSync(handle)
  const page = Buffer.alloc(PAGE, 1)
  const took: number[] = []
  for (let turn = 0; turn < TIMES; turn++) {
    const started = performance.now()
    writeSync(handle, page, 0, PAGE, (turn % 64) * PAGE)
    fdatasyncSync(handle)
    took.push(performance.now() - started)
  }
  closeSync(handle)
  rmSync(file)
  return { p50: percentile(took, 0.5), p99: percentile(took, 0.99) }
}
