import { Nothing } from '../../core/contract.ts'
import { account, open } from '../../core/routes.ts'
import { SignedIn } from '../sessions/contract.ts'
import { changePassword } from './change-password.ts'
import { ChangePassword, ForgotPassword, LogIn, PasswordState, Register, ResetPassword } from './contract.ts'
import { forgotPassword } from './forgot-password.ts'
import { logIn } from './log-in.ts'
import { register } from './register.ts'
import { resetPassword } from './reset-password.ts'

const registering = { status: 201, signs_in: true, input: Register, output: SignedIn, visit: register } as const

export const passwordRoutes = [
  open('POST', '/auth/register', { summary: 'Make an account with a password, and sign in', ...registering }),
  open('POST', '/auth/users', { summary: 'The same as /auth/register', ...registering }),
  open('POST', '/auth/login', {
    summary: 'Sign in by e-mail or username and password',
    signs_in: true,
    input: LogIn,
    output: SignedIn,
    visit: logIn,
  }),
  account('POST', '/me/password', {
    summary: 'Change your password, or set the first; your other sessions end',
    input: ChangePassword,
    output: PasswordState,
    visit: changePassword,
  }),
  open('POST', '/auth/password/forgot', {
    summary: 'Have a link for a new password mailed; the answer does not tell whether anybody has the address',
    status: 202,
    input: ForgotPassword,
    output: Nothing,
    visit: forgotPassword,
  }),
  open('POST', '/auth/password/reset', {
    summary: 'Choose a new password by the token of a mail; all your sessions end',
    input: ResetPassword,
    output: PasswordState,
    visit: resetPassword,
  }),
]
