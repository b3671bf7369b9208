/** A refusal of the server: `code` names its text. */
export class Refusal extends Error {
  readonly code: string
  readonly status: number
  readonly retry_after: number | undefined

  constructor(code: string, status: number, retry_after?: number) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.status = status
    this.retry_after = retry_after
  }

  /** Another try may succeed with nothing changed by the person. */
  get passing(): boolean {
    return this.status >= 500 || this.status === 429 || this.status === 408
  }
}

/** No answer came: there is no network, or the server is away. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('unreachable', { cause })
    this.name = 'Unreachable'
  }
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
export type Query = Record<string, string | number | boolean | undefined>

export interface Request {
  method?: Method
  query?: Query
  body?: unknown
  /** One wish has one key, however often it is sent: the server answers a repeat as it did the first time. */
  key?: string
  etag?: string | undefined
}

/** Who signs the requests, and signs in again when the server asks. */
export interface Credentials {
  token(): Promise<string | undefined>
  renew(stale: string | undefined): Promise<boolean>
}

export interface Answer<T> {
  status: number
  etag: string | undefined
  body: T
}

export class Api {
  readonly #credentials: Credentials

  constructor(credentials: Credentials) {
    this.#credentials = credentials
  }

  token(): Promise<string | undefined> {
    return this.#credentials.token()
  }

  async get<T>(path: string, query?: Query): Promise<T> {
    return (await this.ask<T>(path, query ? { query } : {})).body
  }

  async send<T>(method: Method, path: string, body?: unknown, key: string = crypto.randomUUID()): Promise<T> {
    return (await this.ask<T>(path, { method, body, key })).body
  }

  async ask<T>(path: string, request: Request = {}): Promise<Answer<T>> {
    const token = await this.#credentials.token()
    try {
      return await exchange<T>(path, request, token)
    } catch (error) {
      const expired = error instanceof Refusal && error.status === 401
      if (!expired || !(await this.#credentials.renew(token))) throw error
      return exchange<T>(path, request, await this.#credentials.token())
    }
  }
}

/** One request, signed or not. */
export async function exchange<T>(path: string, request: Request, token?: string): Promise<Answer<T>> {
  const { method = 'GET', query, body, key, etag } = request
  const headers = new Headers({ accept: 'application/json', 'x-app': '1' })
  if (token) headers.set('authorization', `Bearer ${token}`)
  if (body !== undefined) headers.set('content-type', 'application/json')
  if (key) headers.set('idempotency-key', key)
  if (etag) headers.set('if-none-match', etag)
  const response = await fetch(`/api/v1${path}${search(query)}`, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  }).catch((error: unknown) => {
    throw new Unreachable(error)
  })
  if (!response.ok && response.status !== 304) throw await refusalOf(response)
  const text = await response.text().catch((error: unknown) => {
    throw new Unreachable(error)
  })
  return {
    status: response.status,
    etag: response.headers.get('etag') ?? undefined,
    body: (text ? JSON.parse(text) : undefined) as T,
  }
}

function search(query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}

async function refusalOf(response: Response): Promise<Refusal> {
  const problem: { code?: string } = await response.json().catch(() => ({}))
  const retry_after = Number(response.headers.get('retry-after')) || undefined
  return new Refusal(problem.code ?? `http.${response.status}`, response.status, retry_after)
}
