import { account, open } from '../../core/routes.ts'
import { SignedIn } from '../sessions/contract.ts'
import { changePassword } from './change-password.ts'
import { ChangePassword, LogIn, PasswordState, Register } from './contract.ts'
import { logIn } from './log-in.ts'
import { register } from './register.ts'

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
]
