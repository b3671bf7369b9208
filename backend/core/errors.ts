/** One wrong field of an input: `path` is dotted (`assigned_to.0`), `message` is for people. */
export interface FieldError {
  path: string
  message: string
}

interface ProblemDetails {
  detail?: string
  errors?: FieldError[]
  /** Seconds until it is worth trying again (RFC 9110, Retry-After). */
  retry_after?: number
}

/** A refusal that is part of the product: a stable dotted code and the HTTP status it answers with (RFC 9457). */
export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly details: ProblemDetails

  constructor(code: string, status: number, details: ProblemDetails = {}) {
    super(details.detail ?? code)
    this.name = 'Problem'
    this.code = code
    this.status = status
    this.details = details
  }
}

/** The thing, or 404 `<noun>.not_found`: what is unknown and what may not be known get the same answer. */
export function found<T>(thing: T | undefined, noun: string): T {
  if (thing === undefined) throw new Problem(`${noun}.not_found`, 404)
  return thing
}

/** Goes on if the policy said yes, else 403 with `code`. */
export function allow(yes: boolean, code: string): void {
  if (!yes) throw new Problem(code, 403)
}

/** What the work gives, or the refusal it ends in: for those who ask much at once. Bugs still throw. */
export async function refusalOf<T>(work: () => Promise<T>): Promise<T | Problem> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

/** Goes on if the rule holds, else 422 with `code`. */
export function demand(holds: boolean, code: string, details: ProblemDetails = {}): asserts holds {
  if (!holds) throw new Problem(code, 422, details)
}
