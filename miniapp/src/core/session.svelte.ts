import type { Me } from '../../../backend/features/people/contract.ts'
import { exchange, Refusal, type Credentials, Unreachable } from './api.ts'

interface Tokens {
  access_token: string
  expires_in: number
  refresh_token?: string
  user: Pick<Me, 'id' | 'name' | 'locale'>
}

export type SessionState = 'unknown' | 'in' | 'out'

/** Who is signed in. The access token lives in memory only; a browser's refresh token in a cookie no script can read. */
export class Session implements Credentials {
  state = $state<SessionState>('unknown')
  /** Why a sign-in was refused, as a problem code. */
  refused = $state<string>()
  user_id = $state<number>()
  onEnded: () => void = () => {}
  onSignedIn: (user: Tokens['user']) => void = () => {}
  readonly #init_data: string | undefined
  #access: string | undefined
  #refresh: string | undefined
  #expires = 0
  #renewing: Promise<boolean> | undefined

  constructor(init_data: string | undefined) {
    this.#init_data = init_data
  }

  async token(): Promise<string | undefined> {
    if (!this.#access || Date.now() > this.#expires) await this.renew(this.#access)
    return this.#access
  }

  /** Signs in again, once for all who ask at the same time. False: the person has to. */
  renew(stale: string | undefined): Promise<boolean> {
    if (stale !== this.#access && this.#access) return Promise.resolve(true)
    this.#renewing ??= this.#signInAgain().finally(() => (this.#renewing = undefined))
    return this.#renewing
  }

  /** The tokens for one person's words only: whoever signed in here after them never speaks in their name. */
  of(user_id: number): Credentials {
    const isTheirs = () => this.user_id === undefined || this.user_id === user_id
    const token = async () => {
      const access = await this.token()
      if (!isTheirs()) throw new Unreachable('somebody else is signed in')
      return access
    }
    return { token, renew: async (stale) => (await this.renew(stale)) && isTheirs() }
  }

  async redeem(token: string): Promise<void> {
    this.#accept(
      await this.#post('/auth/links/redeem', { token, locale: document.documentElement.lang, time_zone: zoneHere() }),
    )
  }

  async signOut(): Promise<void> {
    const body = this.#refresh ? { refresh_token: this.#refresh } : {}
    await exchange('/auth/logout', { method: 'POST', body }, this.#access)
    this.end()
  }

  end(code?: string): void {
    this.#access = undefined
    this.#refresh = undefined
    this.refused = code
    this.state = 'out'
    this.onEnded()
  }

  async #signInAgain(): Promise<boolean> {
    try {
      this.#accept(await this.#tokens())
      return true
    } catch (error) {
      if (error instanceof Unreachable || !(error instanceof Refusal) || error.passing) throw error
      this.end(error.status === 401 && this.#init_data === undefined ? undefined : error.code)
      return false
    }
  }

  async #tokens(): Promise<Tokens> {
    if (this.#init_data === undefined) return inTurn(() => this.#post('/auth/refresh', {}))
    if (this.#refresh) {
      const refresh_token = this.#refresh
      this.#refresh = undefined
      const renewed = await this.#post('/auth/refresh', { refresh_token, delivery: 'body' }).catch((error: unknown) => {
        if (error instanceof Refusal && error.status === 401) return undefined
        this.#refresh = refresh_token
        throw error
      })
      if (renewed) return renewed
    }
    return this.#post('/auth/telegram', { init_data: this.#init_data, delivery: 'body', time_zone: zoneHere() })
  }

  async #post(path: string, body: object): Promise<Tokens> {
    return (await exchange<Tokens>(path, { method: 'POST', body })).body
  }

  #accept({ access_token, expires_in, refresh_token, user }: Tokens): void {
    this.#access = access_token
    this.#refresh = refresh_token
    this.#expires = Date.now() + (expires_in - 30) * 1000
    this.refused = undefined
    const known = this.user_id === user.id && this.state === 'in'
    this.user_id = user.id
    this.state = 'in'
    if (!known) this.onSignedIn(user)
  }
}

const zoneHere = () => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** One tab at a time: two using the same cookie at once would look like a stolen one. */
function inTurn<T>(run: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request('dela-refresh', run) : run()
}
