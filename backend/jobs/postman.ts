import type { House } from '../core/context.ts'
import type { Log } from '../core/log.ts'
import { after } from '../core/time.ts'
import { addressMail } from '../features/mails/address-mail.ts'
import { writeMail } from '../texts/mails.ts'
import { claimMail, settleMail } from './mail-rows.ts'
import type { MailRow } from './table.ts'

const MOST_TRIES = 6
const FIRST_WAIT_MS = 30_000

export interface Mail {
  to: string
  subject: string
  text: string
  html: string
  /** The same for each try, so that a mailbox can tell a repeat. */
  message_id: string
}

/** Brings one mail to the mail server; throws what it said if it would not have it. */
export type Send = (mail: Mail) => Promise<void>

interface PostmanParts {
  house: Pick<House, 'database' | 'now'>
  send: Send
  web_base_url: string
  log: Log
}

/** Sends the mails that wait, one after another; a mail that could not be sent is tried again later. */
export function makePostman({ house, send, web_base_url, log }: PostmanParts) {
  const { database, now } = house

  async function deliver(row: MailRow) {
    const { kind, email } = row
    const addressed = await addressMail(house, { kind, email })
    if (!addressed) return settleMail(database, row, { state: 'dropped', reason: 'nobody' })
    const { user, token } = addressed
    const link = `${web_base_url}/login#${kind}=${token}`
    const letter = writeMail({ kind, locale: user.locale, name: user.name, link })
    try {
      await send({ to: email, message_id: `<mail-${row.id}@${new URL(web_base_url).hostname}>`, ...letter })
    } catch (error) {
      log.warn({ err: error, mail: row.id }, 'a mail was not sent')
      const reason = error instanceof Error ? error.message.slice(0, 200) : 'error'
      const last = row.attempt >= MOST_TRIES || isFinal(error)
      const later = { not_before: after(now(), FIRST_WAIT_MS * 2 ** (row.attempt - 1)), reason }
      return settleMail(database, row, last ? { state: 'failed', reason } : later)
    }
    return settleMail(database, row, { state: 'sent', sent_at: now(), reason: null })
  }

  return {
    /** Whether there was a mail to send. */
    async pass(): Promise<boolean> {
      const row = await claimMail(database, { lease: crypto.randomUUID(), now: now() })
      if (row) await deliver(row)
      return row !== undefined
    },
  }
}
export type Postman = ReturnType<typeof makePostman>

/** RFC 5321, 4.2.1: 5yz will be said again, however often it is tried. */
function isFinal(error: unknown): boolean {
  return error instanceof Error && 'responseCode' in error && Number(error.responseCode) >= 500
}
