import { z } from 'zod'
import type { Changes } from '../../core/contract.ts'
import { LOCALES, NAME_LENGTH } from '../people/values.ts'
import { Email, Username, Zone } from '../people/contract.ts'
import { Delivery } from '../sessions/contract.ts'
import { PASSWORD_BYTES, PASSWORD_LENGTH } from './values.ts'

const Typed = z.string().max(1000)

/** A password that somebody chooses now; that it is not one of the first to be guessed is seen later. */
export const NewPassword = z
  .string()
  .min(PASSWORD_LENGTH)
  .refine((text) => Buffer.byteLength(text) <= PASSWORD_BYTES, `at most ${PASSWORD_BYTES} bytes`)
  .meta({ description: `At least ${PASSWORD_LENGTH} characters, at most ${PASSWORD_BYTES} bytes` })

const isRepeated = ({ password, password_confirm }: { password: string; password_confirm: string }) =>
  password === password_confirm
const UNLIKE = { path: ['password_confirm'], message: 'is not the same as password' }

export const Register = z
  .strictObject({
    username: Username,
    email: Email,
    password: NewPassword,
    password_confirm: Typed,
    invite_token: z.string().max(200).optional().meta({ description: 'Needed where registration is by invitation' }),
    name: z.string().trim().min(1).max(NAME_LENGTH).optional().meta({ description: 'The username, unless said' }),
    locale: z.enum(LOCALES).optional(),
    time_zone: Zone.optional(),
    delivery: Delivery,
  })
  .refine(isRepeated, UNLIKE)
export type Register = z.infer<typeof Register>

export const LogIn = z
  .strictObject({
    email: z.string().max(1000).optional(),
    username: z.string().max(1000).optional().meta({ description: 'An e-mail address is understood here as well' }),
    password: Typed,
    delivery: Delivery,
  })
  .refine(({ email, username }) => (email === undefined) !== (username === undefined), {
    path: ['email'],
    message: 'either email or username',
  })
export type LogIn = z.infer<typeof LogIn>

export const ChangePassword = z
  .strictObject({
    current_password: Typed.optional().meta({ description: 'Needed unless there was none' }),
    password: NewPassword,
    password_confirm: Typed,
  })
  .refine(isRepeated, UNLIKE)
export type ChangePassword = z.infer<typeof ChangePassword>

export const ForgotPassword = z.strictObject({ email: Email })
export type ForgotPassword = z.infer<typeof ForgotPassword>

export const ResetPassword = z.strictObject({ token: z.string().max(200), password: NewPassword })
export type ResetPassword = z.infer<typeof ResetPassword>

export const PasswordState = z
  .strictObject({ changed_at: z.string(), sessions_ended: z.int() })
  .meta({ id: 'PasswordState' })
export type PasswordState = z.infer<typeof PasswordState>

/** Never the password itself, nor what is kept of it. */
export type PasswordEntry =
  | { kind: 'password_changed'; changes: Changes; user: { id: number; name: string } }
  | { kind: 'password_rehashed'; changes: Changes; user: { id: number; name: string } }
