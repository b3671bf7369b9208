import { z } from 'zod'
import { oneOf, type Changes } from '../../core/contract.ts'
import { EMAIL_LENGTH, LOCALES, NAME_LENGTH, USERNAME_LENGTH } from './values.ts'

export const Zone = z
  .string()
  .max(64)
  .refine((zone) => isZone(zone), 'an IANA time zone such as Europe/Moscow')

const isZone = (zone: string) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

/** Small letters, digits and `_ . -` between them; unlike an e-mail address it has no @. */
export const Username = z
  .string()
  .trim()
  .toLowerCase()
  .min(USERNAME_LENGTH.least)
  .max(USERNAME_LENGTH.most)
  .regex(/^[a-z0-9]+([_.-]+[a-z0-9]+)*$/, 'letters a to z, digits, and _ . - between them')

export const Email = z.string().trim().toLowerCase().max(EMAIL_LENGTH).pipe(z.email())

/** The person asking. */
export const Me = z
  .strictObject({
    id: z.int(),
    name: z.string(),
    locale: z.enum(LOCALES),
    time_zone: z.string(),
    digest_hour: z.int().nullable(),
    quiet_hours: z.string().nullable(),
    username: z.string().nullable(),
    email: z.string().nullable(),
    email_verified_at: z.string().nullable(),
    telegram: z.strictObject({ id: z.int(), username: z.string().nullable() }).nullable(),
    server_admin: z.boolean(),
    personal_team_id: z.int(),
  })
  .meta({ id: 'Me' })
export type Me = z.infer<typeof Me>

export const UpdateMe = z.strictObject({
  username: Username.optional(),
  name: z.string().trim().min(1).max(NAME_LENGTH).optional(),
  locale: oneOf(LOCALES).optional(),
  time_zone: Zone.optional(),
  digest_hour: z.int().min(0).max(23).nullable().optional(),
  quiet_hours: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'local times such as 22:00-08:00')
    .nullable()
    .optional(),
})
export type UpdateMe = z.infer<typeof UpdateMe>

export const VerifyEmail = z.strictObject({ token: z.string().max(200) })
export type VerifyEmail = z.infer<typeof VerifyEmail>
export const VerifiedEmail = z.strictObject({ email: z.string(), email_verified_at: z.string() })
export type VerifiedEmail = z.infer<typeof VerifiedEmail>

export type PeopleEntry =
  | { kind: 'user_created'; changes: Changes; user: { id: number; name: string } }
  | { kind: 'user_updated'; changes: Changes; user: { id: number; name: string } }
