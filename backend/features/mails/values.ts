export type MailKind = 'reset' | 'verify'
export const MAIL_TOKEN_MINUTES = 30
export const MAILS_AN_ADDRESS = { points: 3, seconds: 900 }
