import type { Actor } from '../../backend/core/actor.ts'
import { makeContext, type Context, type House } from '../../backend/core/context.ts'
import { sha256 } from '../../backend/core/crypto.ts'
import { Problem } from '../../backend/core/errors.ts'
import type { Attempt } from './context.ts'
import type { Hand } from './hand.ts'

type Operation<I, R> = (context: Context, input: I) => Promise<R>

/** Runs an operation for the update in hand: handled again after a crash, it gets the first answer instead of acting twice. */
export function runInHand<I, R>(house: House, actor: Actor, hand: Hand, [operation, input]: [Operation<I, R>, I]) {
  hand.wishes++
  const key = `tg:${hand.bot_id}:${hand.update_id}:${hand.wishes}`
  const digest = sha256(JSON.stringify([operation.name, input]))
  return operation(makeContext(house, actor, { key, digest }), input)
}

/** What breaks is kept in the hand as it was thrown: a conversation passes on no more than its words. */
export async function noteBroken<R>(hand: Hand, work: () => Promise<R>): Promise<R> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Problem)) hand.broken ??= error
    throw error
  }
}

/** A refusal as data. */
export async function asAttempt<R>(hand: Hand, work: () => Promise<R>): Promise<Attempt<R>> {
  try {
    return { result: await noteBroken(hand, work) }
  } catch (error) {
    if (error instanceof Problem) return { refused: error.code }
    throw error
  }
}
