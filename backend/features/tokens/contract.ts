import { z } from 'zod'
import { Id, Moment, Nothing, oneOf, type Changes } from '../../core/contract.ts'
import { MOST_TOKEN_DAYS, SCOPES, TOKEN_DAYS, TOKEN_NAME_LENGTH } from './values.ts'

const Scopes = z
  .preprocess(
    (given) => (typeof given === 'string' ? [given] : given),
    z.array(oneOf(SCOPES)).min(1).max(SCOPES.length),
  )
  .transform((scopes) => SCOPES.filter((scope) => scopes.includes(scope)))

/** What lets a program in as this person; the token itself is shown only when it is made. */
export const ApiToken = z
  .strictObject({
    id: z.int(),
    name: z.string(),
    scopes: z.array(z.enum(SCOPES)),
    created_at: z.string(),
    expires_at: z.string(),
    last_used_at: z.string().nullable().meta({ description: 'To the minute' }),
    last_used_ip: z.string().nullable(),
  })
  .meta({ id: 'ApiToken' })
export type ApiToken = z.infer<typeof ApiToken>

export const NewApiToken = ApiToken.extend({ token: z.string() }).meta({ id: 'NewApiToken' })
export type NewApiToken = z.infer<typeof NewApiToken>

export const ListTokens = Nothing
export const TokenList = z.strictObject({ items: z.array(ApiToken), next: z.null() })
export type TokenList = z.infer<typeof TokenList>

export const CreateToken = z.strictObject({
  name: z.string().trim().min(1).max(TOKEN_NAME_LENGTH),
  scopes: Scopes.meta({
    description: 'read: what only reads; write: changes as well; admin: also what only server administrators may',
  }),
  expires_at: Moment.optional().meta({
    description: `In ${TOKEN_DAYS} days, unless said; at most in ${MOST_TOKEN_DAYS}`,
  }),
})
export type CreateToken = z.infer<typeof CreateToken>

export const DeleteToken = z.strictObject({ token_id: Id })
export type DeleteToken = z.infer<typeof DeleteToken>

interface NamedToken {
  id: number
  name: string
  scopes: readonly string[]
  expires_at: string
}

export type TokenEntry =
  | { kind: 'token_created'; changes: Changes; token: NamedToken }
  | { kind: 'token_deleted'; changes: Changes; token: NamedToken }
