import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

/** Keys kept apart by purpose: none of them reveals another. */
export interface Secrets {
  /** 32 bytes for one purpose, derived from the master key (RFC 5869). */
  key: (purpose: string) => Buffer
}

export function makeSecrets(master: string): Secrets {
  const keys = new Map<string, Buffer>()
  return {
    key: (purpose) => {
      let key = keys.get(purpose)
      if (!key) {
        key = Buffer.from(hkdfSync('sha256', master, 'dela', purpose, 32))
        keys.set(purpose, key)
      }
      return key
    },
  }
}

/** 256 random bits, base64url. */
export const randomToken = () => randomBytes(32).toString('base64url')

/** Lower-case hex. Tokens are kept only in this form. */
export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Compares without telling by its time how much was right. */
export function isSameText(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())
}

/** AES-256-GCM: `context` must be given again to open it, so that a sealed value can't be moved to another row. */
export function seal(key: Buffer, text: string, context: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** The sealed text; throws if key, context or a single bit is not the same. */
export function open(key: Buffer, sealed: string, context: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
  decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(12, 28))
  return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8')
}
