import type { BoardEntry } from './features/boards/contract.ts'
import type { LabelEntry } from './features/labels/contract.ts'
import type { MessageEntry } from './features/messages/contract.ts'
import type { NotificationEntry } from './features/notifications/contract.ts'
import type { PasswordEntry } from './features/passwords/contract.ts'
import type { PeopleEntry } from './features/people/contract.ts'
import type { ProjectEntry } from './features/projects/contract.ts'
import type { ReminderEntry } from './features/reminders/contract.ts'
import type { TaskEntry } from './features/tasks/contract.ts'
import type { ServiceTokenEntry } from './features/service-tokens/contract.ts'
import type { TokenEntry } from './features/tokens/contract.ts'
import type { TeamEntry } from './features/teams/contract.ts'
import type { TimeJournalEntry } from './features/time/contract.ts'

/** What a journal entry says: its kind, the changes, and the thing itself. */
export type EntryBody =
  | TaskEntry
  | TimeJournalEntry
  | TeamEntry
  | ProjectEntry
  | BoardEntry
  | LabelEntry
  | PeopleEntry
  | ReminderEntry
  | NotificationEntry
  | MessageEntry
  | PasswordEntry
  | TokenEntry
  | ServiceTokenEntry

interface Refs {
  team_id?: number
  project_id?: number
  task_id?: number
  user_id?: number
}

/** An entry to be written: where it belongs, who may see it, and what it touches. */
export type Entry = EntryBody & { stream: string; audience: string; refs: Refs }
