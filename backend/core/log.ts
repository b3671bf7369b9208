import pino, { type Logger } from 'pino'

export type Log = Logger

const HIDDEN = '[hidden]'
const SECRET_KEYS =
  'authorization|cookie|set-cookie|password|token|access_token|refresh_token|secret|secret_key|init_data|hash|signature|code'
const PATTERNS: [RegExp, string][] = [
  [/(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}/g, HIDDEN],
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/g, HIDDEN],
  [/\b[0-9a-f]{64}\b/g, HIDDEN],
  [/([?#&](?:t|token|tgWebAppData)=)[^\s"&\\]+/g, `$1${HIDDEN}`],
  [/(:\/\/[^\s:/@"]+:)[^\s@"]+@/g, `$1${HIDDEN}@`],
  [
    new RegExp(`("(?:${SECRET_KEYS})":)(?:"(?:[^"\\\\]|\\\\.)*"|\\{[^{}]*\\}|\\[[^\\]]*\\]|[^,}\\]"\\s]+)`, 'gi'),
    `$1"${HIDDEN}"`,
  ],
]

/** Takes secrets out of a finished line, whatever object they came in: bot tokens, JWTs, digests, credentials in addresses, telling keys. */
export function redact(line: string): string {
  let safe = line
  for (const [pattern, instead] of PATTERNS) safe = safe.replace(pattern, instead)
  return safe
}

/** One JSON line an event on stderr. Everything passes `redact` at the sink, so that no caller can forget to. */
export function makeLog(level: string, write: (line: string) => void = (line) => void process.stderr.write(line)): Log {
  const serializers = { err: (error: unknown) => pino.stdSerializers.err(withCause(error) as Error) }
  const options = { level, base: null, serializers, timestamp: pino.stdTimeFunctions.isoTime }
  return pino(options, { write: (line: string) => write(redact(line)) })
}

/** grammY keeps the cause of its HttpError in `error`; logs look for it in `cause`. */
function withCause(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if (error.cause === undefined && 'error' in error && error.error instanceof Error) error.cause = error.error
  withCause(error.cause)
  return error
}
