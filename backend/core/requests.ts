import { open, seal } from './crypto.ts'
import type { Origin, Writer } from './database.ts'
import { Problem } from './errors.ts'

/** The first answer to this request, if it was given already; 409 if its key was used for another wish. */
export async function findAnswer<R>(write: Writer, { actor, request }: Origin): Promise<{ result: R } | undefined> {
  if (!request) return undefined
  const row = await write
    .selectFrom('requests')
    .select(['digest', 'result'])
    .where('actor_id', '=', actor.user_id)
    .where('door', '=', actor.via)
    .where('request_id', '=', request.key)
    .executeTakeFirst()
  if (!row) return undefined
  if (row.digest !== request.digest) throw new Problem('request.key_reused', 409)
  const { sealing_key } = request
  return { result: JSON.parse(sealing_key ? open(sealing_key, row.result, request.key) : row.result) as R }
}

export async function keepAnswer(
  write: Writer,
  { actor, request }: Origin,
  answer: { result: unknown; at: string },
): Promise<void> {
  if (!request) return
  const result = JSON.stringify(answer.result ?? null)
  await write
    .insertInto('requests')
    .values({
      actor_id: actor.user_id,
      door: actor.via,
      request_id: request.key,
      digest: request.digest,
      result: request.sealing_key ? seal(request.sealing_key, result, request.key) : result,
      created_at: answer.at,
    })
    .execute()
}
