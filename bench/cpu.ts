import { readFileSync } from 'node:fs'

const TICKS_PER_SECOND = 100

/** Milliseconds of processor time that a process has used so far, all its threads; NaN where there is no `/proc`. */
export function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    const [user = NaN, system = NaN] = fields.slice(11, 13).map(Number)
    return ((user + system) * 1000) / TICKS_PER_SECOND
  } catch {
    return NaN
  }
}

/** MiB that a process holds in memory, what it shares included; NaN where there is no `/proc`. */
export function memoryOf(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  } catch {
    return NaN
  }
}
