import { chats } from './chats.ts'
import { commands } from './commands.ts'
import { editing } from './edit.ts'
import { files } from './files.ts'
import type { Methods } from './method.ts'
import { profile } from './profile.ts'
import { queries } from './queries.ts'
import { sending } from './send.ts'
import { webhooks } from './webhooks.ts'

/** Every method by its name in lower case (Telegram does not mind the case), except `getUpdates`, which waits. */
export const methods: ReadonlyMap<string, Methods[string]> = new Map(
  [profile, sending, editing, queries, commands, chats, files, webhooks].flatMap((group) =>
    Object.entries(group).map(([name, method]) => [name.toLowerCase(), method] as const),
  ),
)
