import { z } from 'zod'
import { Id, Page, pageOf } from '../../core/contract.ts'
import { LOCALES } from '../people/values.ts'
import { Zone } from '../people/contract.ts'

export const Delivery = z
  .enum(['body', 'cookie'])
  .default('cookie')
  .meta({ description: '`body`: the refresh token stands in the answer instead of a cookie' })
const RefreshToken = z.string().max(200)

export const SignInWithTelegram = z.strictObject({
  init_data: z.string().max(10_000),
  delivery: Delivery,
  time_zone: Zone.optional().meta({ description: 'Where the person is, for an account that is made now' }),
})
export type SignInWithTelegram = z.infer<typeof SignInWithTelegram>

export const RedeemLink = z.strictObject({
  token: z.string().max(200),
  delivery: Delivery,
  locale: z.enum(LOCALES).optional().meta({ description: 'For an account that is made now' }),
  time_zone: Zone.optional(),
})
export type RedeemLink = z.infer<typeof RedeemLink>

export const Refresh = z.strictObject({ refresh_token: RefreshToken.optional(), delivery: Delivery })
export type Refresh = z.infer<typeof Refresh>
export const LogOut = z.strictObject({ refresh_token: RefreshToken.optional() })
export type LogOut = z.infer<typeof LogOut>

export const SignedIn = z
  .strictObject({
    access_token: z.string(),
    expires_in: z.int().meta({ description: 'Seconds the access token lives' }),
    refresh_token: z.string().optional(),
    user: z.strictObject({ id: z.int(), name: z.string(), locale: z.enum(LOCALES) }),
  })
  .meta({ id: 'SignedIn' })
export type SignedIn = z.infer<typeof SignedIn>

/** A place where a person is signed in. */
export const Session = z
  .strictObject({
    id: z.int(),
    current: z.boolean().meta({ description: 'The one that asks' }),
    via: z.enum(['miniapp', 'web']),
    device_id: z.string().nullable(),
    ip: z.string().nullable(),
    user_agent: z.string().nullable(),
    created_at: z.string(),
    seen_at: z.string().meta({ description: 'When it last asked for an access token' }),
    expires_at: z.string(),
    ended_at: z.string().nullable(),
  })
  .meta({ id: 'Session' })
export type Session = z.infer<typeof Session>

export const ListSessions = z.strictObject(Page)
export type ListSessions = z.infer<typeof ListSessions>
export const SessionPage = pageOf(Session)
export type SessionPage = z.infer<typeof SessionPage>
export const EndSession = z.strictObject({ session_id: Id })
export type EndSession = z.infer<typeof EndSession>
export const SessionsEnded = z.strictObject({ sessions_ended: z.int() })
export type SessionsEnded = z.infer<typeof SessionsEnded>
