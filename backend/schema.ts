import type { AnchorsTable, EntriesTable, EntryOriginsTable, RequestsTable, StreamsTable } from './core/table.ts'
import type { ChecklistItemsTable } from './features/checklist/table.ts'
import type { TaskDependenciesTable } from './features/dependencies/table.ts'
import type { LabelsTable, TaskLabelsTable } from './features/labels/table.ts'
import type {
  MessageMentionsTable,
  MessageReactionsTable,
  MessagesTable,
  MessageVersionsTable,
  ThreadsTable,
} from './features/messages/table.ts'
import type { MailTokensTable } from './features/mails/table.ts'
import type { NotificationReadsTable, NotificationsTable } from './features/notifications/table.ts'
import type { PasswordsTable } from './features/passwords/table.ts'
import type { UsersTable } from './features/people/table.ts'
import type {
  BoardsTable,
  ColumnsTable,
  ProjectAccessView,
  ProjectMembersTable,
  ProjectsTable,
} from './features/projects/table.ts'
import type { RemindersTable } from './features/reminders/table.ts'
import type {
  InitDataUsesTable,
  LimitsTable,
  LoginLinksTable,
  RefreshTokensTable,
  SessionsTable,
} from './features/sessions/table.ts'
import type { TaskAssigneesTable, TasksTable } from './features/tasks/table.ts'
import type { InvitesTable, TeamMembersTable, TeamsTable } from './features/teams/table.ts'
import type { TaskWatchersTable } from './features/watchers/table.ts'
import type { ServiceTokensTable, ServiceTokenUsesTable } from './features/service-tokens/table.ts'
import type { ApiTokensTable, ApiTokenUsesTable } from './features/tokens/table.ts'
import type { TimeEntriesTable } from './features/time/table.ts'
import type { BotStateTable, CursorsTable, LeasesTable, MailsTable, OutboxTable, UpdatesTable } from './jobs/table.ts'
import type { PresenceTable } from './realtime/table.ts'

/** Changed by operations only, through `mutate`. */
export interface ProductTables {
  users: UsersTable
  passwords: PasswordsTable
  api_tokens: ApiTokensTable
  service_tokens: ServiceTokensTable
  teams: TeamsTable
  team_members: TeamMembersTable
  invites: InvitesTable
  projects: ProjectsTable
  project_members: ProjectMembersTable
  project_access: ProjectAccessView
  boards: BoardsTable
  columns: ColumnsTable
  tasks: TasksTable
  task_assignees: TaskAssigneesTable
  task_watchers: TaskWatchersTable
  time_entries: TimeEntriesTable
  task_dependencies: TaskDependenciesTable
  checklist_items: ChecklistItemsTable
  labels: LabelsTable
  task_labels: TaskLabelsTable
  reminders: RemindersTable
  threads: ThreadsTable
  messages: MessagesTable
  message_mentions: MessageMentionsTable
  message_reactions: MessageReactionsTable
  message_versions: MessageVersionsTable
  notification_reads: NotificationReadsTable
  streams: StreamsTable
  entries: EntriesTable
  entry_origins: EntryOriginsTable
  requests: RequestsTable
}

/** State of the machine, changed by `record`. */
export interface MachineTables {
  anchors: AnchorsTable
  sessions: SessionsTable
  refresh_tokens: RefreshTokensTable
  login_links: LoginLinksTable
  api_token_uses: ApiTokenUsesTable
  service_token_uses: ServiceTokenUsesTable
  mails: MailsTable
  mail_tokens: MailTokensTable
  init_data_uses: InitDataUsesTable
  limits: LimitsTable
  presence: PresenceTable
  notifications: NotificationsTable
  cursors: CursorsTable
  leases: LeasesTable
  outbox: OutboxTable
  updates: UpdatesTable
  bot_state: BotStateTable
}

export type Schema = ProductTables & MachineTables
