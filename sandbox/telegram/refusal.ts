import type { Answer, Json } from './types.ts'

/** An answer of the Bot API that says no: https://core.telegram.org/bots/api#making-requests */
export class Refusal extends Error {
  readonly code: number
  readonly parameters: Json | undefined

  constructor(code: number, description: string, parameters?: Json) {
    super(description)
    this.code = code
    this.parameters = parameters
  }

  answer(): Answer {
    const answer = { ok: false as const, error_code: this.code, description: this.message }
    return this.parameters ? { ...answer, parameters: this.parameters } : answer
  }
}

export function badRequest(reason: string): Refusal {
  return new Refusal(400, `Bad Request: ${reason}`)
}

export function forbidden(reason: string): Refusal {
  return new Refusal(403, `Forbidden: ${reason}`)
}
