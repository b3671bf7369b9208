import type { MailKind } from './values.ts'

export interface MailTokensTable {
  /** sha-256 of the token in the mail. */
  hash: string
  user_id: number
  kind: MailKind
  /** What it was sent to: it proves nothing of an address that the person has now instead. */
  email: string
  created_at: string
  expires_at: string
  used_at: string | null
}
