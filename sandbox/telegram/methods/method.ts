import type { Payload } from '../payload.ts'
import type { Bot, State } from '../state.ts'

/** A method of the Bot API: gives its `result`, or throws a `Refusal`. */
export type Method = (state: State, bot: Bot, payload: Payload) => unknown

export type Methods = Record<string, Method>
