import { z } from 'zod'
import { Id, Moment, type Changes } from '../../core/contract.ts'
import { MOST_TOKEN_DAYS, TOKEN_DAYS, TOKEN_NAME_LENGTH } from '../tokens/values.ts'

/** What lets another program act for whoever it names in X-TG-User; the token itself is shown only when it is made. */
export const ServiceToken = z
  .strictObject({
    id: z.int(),
    name: z.string(),
    created_by: z.int(),
    created_at: z.string(),
    expires_at: z.string(),
    last_used_at: z.string().nullable().meta({ description: 'To the minute' }),
    last_used_for: z.int().nullable().meta({ description: 'The person it was last used for' }),
  })
  .meta({ id: 'ServiceToken' })
export type ServiceToken = z.infer<typeof ServiceToken>

export const NewServiceToken = ServiceToken.extend({ token: z.string() }).meta({ id: 'NewServiceToken' })
export type NewServiceToken = z.infer<typeof NewServiceToken>

export const ServiceTokenList = z.strictObject({ items: z.array(ServiceToken), next: z.null() })
export type ServiceTokenList = z.infer<typeof ServiceTokenList>

export const CreateServiceToken = z.strictObject({
  name: z.string().trim().min(1).max(TOKEN_NAME_LENGTH),
  expires_at: Moment.optional().meta({
    description: `In ${TOKEN_DAYS} days, unless said; at most in ${MOST_TOKEN_DAYS}`,
  }),
})
export type CreateServiceToken = z.infer<typeof CreateServiceToken>

export const DeleteServiceToken = z.strictObject({ token_id: Id })
export type DeleteServiceToken = z.infer<typeof DeleteServiceToken>

interface Named {
  id: number
  name: string
  expires_at: string
}

export type ServiceTokenEntry =
  | { kind: 'service_token_created'; changes: Changes; service_token: Named }
  | { kind: 'service_token_deleted'; changes: Changes; service_token: Named }
