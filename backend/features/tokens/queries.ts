import type { Reader } from '../../core/database.ts'

/** The tokens of a person with their last use, newest first. */
export function listTokensOf(db: Reader, user_id: number) {
  return tokens(db).where('api_tokens.user_id', '=', user_id).orderBy('api_tokens.id', 'desc').execute()
}

export function findOwnToken(db: Reader, { id, user_id }: { id: number; user_id: number }) {
  return tokens(db).where('api_tokens.user_id', '=', user_id).where('api_tokens.id', '=', id).executeTakeFirst()
}
export type TokenRow = NonNullable<Awaited<ReturnType<typeof findOwnToken>>>

function tokens(db: Reader) {
  return db
    .selectFrom('api_tokens')
    .leftJoin('api_token_uses', 'api_token_uses.token_id', 'api_tokens.id')
    .selectAll('api_tokens')
    .select(['api_token_uses.used_at', 'api_token_uses.ip'])
}

/** Whose token it is, while it has not run out. */
export function findLiveToken(db: Reader, hash: string, now: string) {
  return db
    .selectFrom('api_tokens')
    .innerJoin('users', 'users.id', 'api_tokens.user_id')
    .leftJoin('api_token_uses', 'api_token_uses.token_id', 'api_tokens.id')
    .select([
      'api_tokens.id',
      'api_tokens.scopes',
      'api_tokens.user_id',
      'api_token_uses.used_at',
      'users.name',
      'users.locale',
      'users.time_zone',
      'users.server_admin_at',
    ])
    .where('api_tokens.hash', '=', hash)
    .where('api_tokens.expires_at', '>', now)
    .executeTakeFirst()
}
