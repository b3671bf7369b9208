import type { Writer } from '../../core/database.ts'

/** Erases all that was said about these tasks, with its reactions, mentions and former wordings. */
export async function eraseTalkOf(write: Writer, task_ids: number[]): Promise<void> {
  const threads = await write.selectFrom('threads').select('id').where('task_id', 'in', task_ids).execute()
  if (threads.length === 0) return
  const ids = threads.map(({ id }) => id)
  const messages = write.selectFrom('messages').select('id').where('thread_id', 'in', ids)
  for (const table of ['message_mentions', 'message_reactions', 'message_versions'] as const)
    await write.deleteFrom(table).where('message_id', 'in', messages).execute()
  await write.deleteFrom('messages').where('thread_id', 'in', ids).execute()
  await write.deleteFrom('threads').where('id', 'in', ids).execute()
}
