import { ZodError, type z } from 'zod'
import { Problem, type FieldError } from './errors.ts'
import type { Log } from './log.ts'

/** An RFC 9457 problem document. */
export interface ProblemDocument {
  type: string
  title: string
  status: number
  detail: string
  code: string
  errors?: FieldError[]
  request_id?: string
}

interface Refusal {
  problem: ProblemDocument
  retry_after: number | undefined
}

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  421: 'Misdirected request',
  422: 'Against a rule',
  429: 'Too many requests',
  500: 'Something went wrong here',
  503: 'Not available right now',
  507: 'The disk is full',
}
const SHAPE = new Set(['invalid_type', 'unrecognized_keys', 'invalid_union', 'invalid_key', 'invalid_element'])

/** What went wrong as a document for programs; whatever is no Problem is logged and answered with one neutral sentence. */
export function describeProblem(error: unknown, log: Log, request_id: string): Refusal {
  const { code, status, details } = asProblem(error)
  if (status >= 500) log.error({ err: error, request_id }, 'a request failed')
  const problem: ProblemDocument = {
    type: 'about:blank',
    title: TITLES[status] ?? 'Refused',
    status,
    detail: details.detail ?? code,
    code,
    ...(details.errors && { errors: details.errors }),
    ...(status >= 500 && { request_id }),
  }
  return { problem, retry_after: details.retry_after }
}

/** 400 when the shape is wrong, 422 when the shape is right and a value breaks a rule. */
export function refuseInput(error: ZodError, always?: 400): Problem {
  const errors = error.issues.flatMap(explain)
  const status = always ?? (error.issues.some(isAboutShape) ? 400 : 422)
  return new Problem(status === 400 ? 'request.malformed' : 'request.invalid', status, {
    errors,
    detail: errors.map(({ path, message }) => `${path}: ${message}`).join('; '),
  })
}

function explain(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.join('.')
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }]
  return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : key, message: 'is not known here' }))
}

function isAboutShape(issue: z.core.$ZodIssue): boolean {
  return (
    SHAPE.has(issue.code) &&
    !(issue.code === 'invalid_union' && issue.errors.some((errors) => errors.some((inner) => !SHAPE.has(inner.code))))
  )
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof ZodError) return refuseInput(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === '53100') return new Problem('server.disk_full', 507)
  if (/^(ECONN|57P|08|53)/.test(code) || isOutOfConnections(error))
    return new Problem('server.unavailable', 503, { retry_after: 2 })
  return new Problem('server.error', 500)
}

/** pg-pool gives no code for a wait in vain. */
function isOutOfConnections(error: unknown): boolean {
  return (
    error instanceof Error && /^timeout exceeded when trying to connect$|^Connection terminated/.test(error.message)
  )
}
