import { Nothing } from '../../core/contract.ts'
import { account, open } from '../../core/routes.ts'
import {
  EndSession,
  ListSessions,
  LogOut,
  RedeemLink,
  Refresh,
  Session,
  SessionPage,
  SessionsEnded,
  SignedIn,
  SignInWithTelegram,
} from './contract.ts'
import { endOtherSessions } from './end-other-sessions.ts'
import { endSession } from './end-session.ts'
import { listSessions } from './list-sessions.ts'
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
  account('GET', '/auth/sessions', {
    summary: 'Where you are signed in',
    input: ListSessions,
    output: SessionPage,
    visit: listSessions,
  }),
  account('DELETE', '/auth/sessions', {
    summary: 'End all your other sessions',
    input: Nothing,
    output: SessionsEnded,
    visit: endOtherSessions,
  }),
  account('DELETE', '/auth/sessions/:session_id', {
    summary: 'End one of your sessions',
    input: EndSession,
    output: Session,
    visit: endSession,
  }),
]
