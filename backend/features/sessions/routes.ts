import { Nothing } from '../../core/contract.ts'
import { open } from '../../core/routes.ts'
import { LogOut, RedeemLink, Refresh, SignedIn, SignInWithTelegram } from './contract.ts'
import { logOut } from './log-out.ts'
import { redeemLink } from './redeem-link.ts'
import { refreshSession } from './refresh-session.ts'
import { signInWithTelegram } from './sign-in-with-telegram.ts'

export const sessionRoutes = [
  open('POST', '/auth/telegram', {
    summary: 'Sign in with the init data of the Mini App',
    signs_in: true,
    input: SignInWithTelegram,
    output: SignedIn,
    visit: signInWithTelegram,
  }),
  open('POST', '/auth/links/redeem', {
    summary: 'Sign in with a one-time link',
    signs_in: true,
    input: RedeemLink,
    output: SignedIn,
    visit: redeemLink,
  }),
  open('POST', '/auth/refresh', {
    summary: 'A new access token, and the next refresh token',
    signs_in: true,
    input: Refresh,
    output: SignedIn,
    visit: refreshSession,
  }),
  open('POST', '/auth/logout', {
    summary: 'End this session',
    status: 204,
    signs_in: true,
    input: LogOut,
    output: Nothing,
    visit: logOut,
  }),
]
