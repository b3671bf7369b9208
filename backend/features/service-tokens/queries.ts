import type { Reader } from '../../core/database.ts'

/** All of them with their last use, newest first. */
export function listServiceTokenRows(db: Reader) {
  return serviceTokens(db).orderBy('service_tokens.id', 'desc').execute()
}

export function findServiceToken(db: Reader, token_id: number) {
  return serviceTokens(db).where('service_tokens.id', '=', token_id).executeTakeFirst()
}

/** The token, while it has not run out. */
export function findLiveServiceToken(db: Reader, hash: string, now: string) {
  return serviceTokens(db)
    .where('service_tokens.hash', '=', hash)
    .where('service_tokens.expires_at', '>', now)
    .executeTakeFirst()
}
export type ServiceTokenRow = NonNullable<Awaited<ReturnType<typeof findServiceToken>>>

function serviceTokens(db: Reader) {
  return db
    .selectFrom('service_tokens')
    .leftJoin('service_token_uses', 'service_token_uses.token_id', 'service_tokens.id')
    .selectAll('service_tokens')
    .select(['service_token_uses.used_at', 'service_token_uses.user_id as used_for'])
}
