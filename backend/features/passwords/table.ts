export interface PasswordsTable {
  user_id: number
  /** argon2id, as a PHC string. */
  hash: string
  changed_at: string
}
