import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'
import { Problem } from './errors.ts'

interface Cost {
  /** KiB. */
  memory: number
  passes: number
  parallelism: number
}

/** OWASP ASVS 5.0, appendix C. */
const COST: Cost = { memory: 47_104, passes: 1, parallelism: 1 }
const SALT_BYTES = 16
const TAG_BYTES = 32
const QUEUE = 50
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/

const derive = promisify(argon2)
const line = makeLine(availableParallelism(), QUEUE)

/** A password as it is kept: argon2id in the PHC string format, with its own salt and cost. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  return phcOf(salt, await tagOf(password, { salt, cost: COST, length: TAG_BYTES }))
}

/** Whether it is this password. Without a kept one it takes as long, and is not. */
export async function isPassword(password: string, kept: string | undefined): Promise<boolean> {
  const { cost, salt, tag } = readPhc(kept ?? phcOf(Buffer.alloc(SALT_BYTES), randomBytes(TAG_BYTES)))
  return timingSafeEqual(await tagOf(password, { salt, cost, length: tag.length }), tag) && kept !== undefined
}

/** Whether it was hashed at another cost than is usual now. */
export function isOutdated(kept: string): boolean {
  const { cost, salt, tag } = readPhc(kept)
  const isSame = cost.memory === COST.memory && cost.passes === COST.passes && cost.parallelism === COST.parallelism
  return !isSame || salt.length !== SALT_BYTES || tag.length !== TAG_BYTES
}

/** At most `width` at a time; whoever finds `queue` waiting is sent away with 503. */
export function makeLine(width: number, queue: number) {
  const waiting: (() => void)[] = []
  let busy = 0
  return async function inLine<R>(work: () => Promise<R>): Promise<R> {
    if (busy >= width) {
      if (waiting.length >= queue) throw new Problem('server.busy', 503, { retry_after: 5 })
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else busy += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else busy -= 1
    }
  }
}

function tagOf(password: string, { salt, cost, length }: { salt: Buffer; cost: Cost; length: number }) {
  return line(() => derive('argon2id', { message: password, nonce: salt, tagLength: length, ...cost }))
}

function phcOf(salt: Buffer, tag: Buffer): string {
  const { memory, passes, parallelism } = COST
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${withoutPadding(salt)}$${withoutPadding(tag)}`
}

function readPhc(phc: string): { cost: Cost; salt: Buffer; tag: Buffer } {
  const [, memory, passes, parallelism, salt = '', tag = ''] = PHC.exec(phc) ?? []
  if (!tag) throw new Error('a kept password is not an argon2id PHC string')
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  return { cost, salt: Buffer.from(salt, 'base64'), tag: Buffer.from(tag, 'base64') }
}

const withoutPadding = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
