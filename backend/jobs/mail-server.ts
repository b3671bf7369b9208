import { createTransport } from 'nodemailer'
import type { Send } from './postman.ts'

const PATIENCE_MS = 20_000

/** A mail server by its address (smtp://user:password@host:587), and the sender of all mails. */
export function openMailServer({ smtp_url, from }: { smtp_url: string; from: string }): Send {
  const patience = { connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS }
  const server = createTransport({ url: smtp_url, ...patience })
  return async ({ message_id, ...mail }) => {
    await server.sendMail({ from, messageId: message_id, ...mail })
  }
}
