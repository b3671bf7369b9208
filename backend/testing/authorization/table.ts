import { randomUUID } from 'node:crypto'
import type { People } from './people.ts'
import type { Kind, Things } from './things.ts'

const RUN = ['admin', 'manager'] as const
const LEAD = [...RUN, 'lead'] as const
const WORK = [...LEAD, 'member', 'guest'] as const
/** Who talks under tasks that are not theirs. */
const TALK = [...LEAD, 'member', 'viewer'] as const
const ALL = [...WORK, 'viewer'] as const
export const INSIDERS = ALL
export type Insider = (typeof ALL)[number]

export interface Row {
  /** Who of the team gets through with ids of their own; the others of the team are refused with 403. */
  ok: readonly Insider[]
  /** Every id of its path, query or body, and the kind of thing it names; in brackets where a list of ids stands. */
  ids?: Record<string, Kind | [Kind]>
  /** What else is asked for. */
  with?: object | ((things: Things, who: keyof People) => Promise<object>)
  /** It is about the person asking, or holds its own key: who is not of the team gets through as well. */
  strangers?: true
  /** Only for whoever runs the server, of whatever team. */
  server?: true
  /** The things it names are not the same afterwards: the next case gets new ones. */
  spends?: true
  /** The person asking has left the team afterwards, or has another role in it. */
  leaves?: true
}

/** A route that anyone may knock at; everybody gets this status for what they bring. */
export interface OpenRow {
  anyone: number
  with: object
}

export const isOpen = (row: Row | OpenRow): row is OpenRow => 'anyone' in row

/**
 * Who may what, written down once more by hand: nothing here is taken from the policies it is held against.
 *
 * To add a route, add a row under its method and path. Name who of the team gets through (RUN, LEAD, WORK, ALL or a list),
 * and the kind of thing behind each id it takes. The test then tries it as everybody, with ids that are their own, of
 * another team, of a project of the team they don't see, deleted and unknown, one id at a time. A route may have several
 * rows, told apart by a note in brackets: one for each optional id. A new kind of thing is added in things.ts.
 */
export const TABLE: Record<string, Row | OpenRow> = {
  'POST /auth/telegram': { anyone: 401, with: { init_data: 'hash=00' } },
  'POST /auth/links/redeem': { anyone: 401, with: { token: 'x'.repeat(43) } },
  'POST /auth/refresh': { anyone: 401, with: { refresh_token: 'x'.repeat(43), delivery: 'body' } },
  'POST /auth/register': {
    anyone: 403,
    with: { username: 'eva', email: 'eva@dela.example', password: 'a good secret', password_confirm: 'a good secret' },
  },
  'POST /auth/users': {
    anyone: 403,
    with: { username: 'eva', email: 'eva@dela.example', password: 'a good secret', password_confirm: 'a good secret' },
  },
  'POST /auth/login': { anyone: 401, with: { username: 'nobody', password: 'a good secret' } },
  'POST /auth/password/forgot': { anyone: 422, with: { email: 'eva@dela.example' } },
  'POST /auth/password/reset': { anyone: 401, with: { token: 'x'.repeat(43), password: 'a good secret' } },
  'POST /auth/email/verify': { anyone: 401, with: { token: 'x'.repeat(43) } },
  'POST /auth/logout': { anyone: 204, with: { refresh_token: 'x'.repeat(43) } },

  'GET /auth/sessions': { ok: ALL, strangers: true },
  'DELETE /auth/sessions': { ok: ALL, strangers: true },
  'DELETE /auth/sessions/:session_id': { ok: ALL, ids: { session_id: 'session' }, spends: true },

  'GET /me/tokens': { ok: ALL, strangers: true },
  'POST /me/tokens': { ok: ALL, strangers: true, with: { name: 'Script', scopes: ['read'] } },
  'DELETE /me/tokens/:token_id': { ok: ALL, ids: { token_id: 'api_token' }, spends: true },

  'GET /admin/service_tokens': { ok: [], server: true },
  'POST /admin/service_tokens': { ok: [], server: true, with: { name: 'CRM' } },
  'DELETE /admin/service_tokens/:token_id': { ok: [], server: true, ids: { token_id: 'service_token' }, spends: true },

  'GET /me': { ok: ALL, strangers: true },
  'PATCH /me': { ok: ALL, strangers: true, with: { digest_hour: 9 } },
  'POST /me/password': {
    ok: ALL,
    strangers: true,
    with: { password: 'a good secret', password_confirm: 'a good secret' },
  },
  'GET /me/notifications': { ok: ALL, strangers: true },
  'POST /me/notifications/read': { ok: ALL, strangers: true, with: { all: true } },
  'POST /me/notifications/read (some)': { ok: ALL, ids: { ids: ['notification'] } },
  'GET /sync': { ok: ALL, strangers: true },

  'GET /audit': { ok: ALL, strangers: true },
  'GET /audit (of a team)': { ok: ALL, ids: { team_id: 'team' } },
  'GET /audit (of a project)': { ok: ALL, ids: { project_id: 'project' } },
  'GET /projects/:project_id/audit': { ok: ALL, ids: { project_id: 'project' } },
  'GET /teams/:team_id/audit': { ok: ['admin'], ids: { team_id: 'team' } },

  'GET /teams': { ok: ALL, strangers: true },
  'POST /teams': { ok: ALL, strangers: true, with: { name: 'Choir' } },
  'GET /teams/:team_id': { ok: ALL, ids: { team_id: 'team' } },
  'PATCH /teams/:team_id': { ok: ['admin'], ids: { team_id: 'team' }, with: { name: 'Home' } },
  'GET /teams/:team_id/members': { ok: ALL, ids: { team_id: 'team' } },
  'PATCH /teams/:team_id/members/:user_id': {
    ok: ['admin'],
    ids: { team_id: 'team', user_id: 'person' },
    with: { role: 'guest' },
    spends: true,
  },
  'DELETE /teams/:team_id/members/:user_id': {
    ok: ['admin'],
    ids: { team_id: 'team', user_id: 'person' },
    spends: true,
  },
  'POST /teams/:team_id/transfer': {
    ok: ['admin'],
    ids: { team_id: 'team', user_id: 'person' },
    leaves: true,
    spends: true,
  },
  'POST /teams/:team_id/leave': { ok: ALL, ids: { team_id: 'team' }, leaves: true },
  'POST /teams/:team_id/invites': { ok: RUN, ids: { team_id: 'team' }, with: { role: 'guest' } },
  'POST /invites/accept': { ok: ALL, ids: { token: 'invite' }, strangers: true },

  'GET /projects': { ok: ALL, strangers: true },
  'GET /projects (of a team)': { ok: ALL, ids: { team_id: 'team' } },
  'POST /projects': { ok: RUN, ids: { team_id: 'team' }, with: { name: 'Shop' } },
  'GET /projects/:project_id': { ok: ALL, ids: { project_id: 'project' } },
  'PATCH /projects/:project_id': { ok: RUN, ids: { project_id: 'project' }, with: { client: 'Rosa' } },
  'PATCH /projects/:project_id (its status)': { ok: LEAD, ids: { project_id: 'project' }, with: { status: 'active' } },
  'DELETE /projects/:project_id': { ok: RUN, ids: { project_id: 'spare_project' }, spends: true },
  'PATCH /projects/:project_id (its lead)': { ok: RUN, ids: { project_id: 'project', lead_id: 'person' } },
  'POST /projects (led by somebody)': {
    ok: RUN,
    ids: { team_id: 'team', lead_id: 'person' },
    with: { name: 'Shop' },
  },
  'POST /projects/:project_id/archive': { ok: LEAD, ids: { project_id: 'spare_project' }, spends: true },
  'POST /projects/:project_id/restore': { ok: LEAD, ids: { project_id: 'archived_project' }, spends: true },
  'POST /projects/:project_id/copy': { ok: RUN, ids: { project_id: 'project' }, with: { with_tasks: false } },
  'GET /projects/:project_id/members': { ok: ALL, ids: { project_id: 'project' } },
  'POST /projects/:project_id/members': {
    ok: LEAD,
    ids: { project_id: 'project', user_id: 'person' },
    with: { role: 'viewer' },
    spends: true,
  },
  'DELETE /projects/:project_id/members/:user_id': {
    ok: LEAD,
    ids: { project_id: 'project', user_id: 'project_member' },
    spends: true,
  },
  'POST /boards': { ok: LEAD, ids: { project_id: 'project' }, with: { name: 'Ideas' } },
  'GET /boards/:board_id': { ok: ALL, ids: { board_id: 'board' } },
  'PATCH /boards/:board_id': { ok: LEAD, ids: { board_id: 'board' }, with: { name: 'Board' } },
  'PATCH /boards/:board_id (before another)': { ok: LEAD, ids: { board_id: 'board', before_board_id: 'spare_board' } },
  'PATCH /boards/:board_id (after another)': { ok: LEAD, ids: { board_id: 'board', after_board_id: 'spare_board' } },
  'DELETE /boards/:board_id': { ok: LEAD, ids: { board_id: 'spare_board', move_to: 'board' }, spends: true },
  'POST /boards/:board_id/columns': {
    ok: LEAD,
    ids: { board_id: 'board', before_column_id: 'column' },
    with: { name: 'Test', status: 'review' },
    spends: true,
  },
  'POST /boards/:board_id/columns (after another)': {
    ok: LEAD,
    ids: { board_id: 'board', after_column_id: 'column' },
    with: { name: 'Test', status: 'review' },
    spends: true,
  },
  'PATCH /columns/:column_id': { ok: LEAD, ids: { column_id: 'column' }, with: { wip_limit: 9 } },
  'PATCH /columns/:column_id (before another)': {
    ok: LEAD,
    ids: { column_id: 'column', before_column_id: 'spare_column' },
  },
  'PATCH /columns/:column_id (after another)': {
    ok: LEAD,
    ids: { column_id: 'column', after_column_id: 'spare_column' },
  },
  'DELETE /columns/:column_id': { ok: LEAD, ids: { column_id: 'spare_column', move_to: 'column' }, spends: true },

  'GET /labels': { ok: ALL, ids: { project_id: 'project' } },
  'POST /labels': {
    ok: WORK,
    ids: { project_id: 'project' },
    with: () => Promise.resolve({ name: `label ${randomUUID()}` }),
  },
  'PATCH /labels/:label_id': { ok: LEAD, ids: { label_id: 'label' }, with: { color: 'red' } },
  'DELETE /labels/:label_id': { ok: LEAD, ids: { label_id: 'label' }, spends: true },

  'GET /tasks': { ok: ALL, strangers: true },
  'GET /tasks (of a team)': { ok: ALL, ids: { team_id: 'team' } },
  'GET /tasks (of a project)': { ok: ALL, ids: { project_id: 'project' } },
  'GET /tasks (of a board)': { ok: ALL, ids: { board_id: 'board' } },
  'GET /tasks (of a board, by its other name)': { ok: ALL, ids: { list: 'board' } },
  'GET /tasks (parts of one)': { ok: ALL, ids: { parent_id: 'task' } },
  'GET /tasks (with a label)': { ok: ALL, ids: { label: 'label' } },
  'POST /tasks': { ok: ALL, strangers: true, with: { title: 'Mine' } },
  'POST /tasks (in a project)': { ok: WORK, ids: { project_id: 'project' }, with: { title: 'New' } },
  'POST /tasks (on a board)': { ok: WORK, ids: { board_id: 'board' }, with: { title: 'New' } },
  'POST /tasks (as part of another)': { ok: WORK, ids: { parent_id: 'task' }, with: { title: 'New' } },
  'POST /tasks (for somebody)': {
    ok: WORK,
    ids: { project_id: 'project', assigned_to: ['person'] },
    with: { title: 'New' },
  },
  'POST /tasks (with a label)': {
    ok: WORK,
    ids: { project_id: 'project', labels: ['label'] },
    with: { title: 'New' },
  },
  'GET /tasks/:task_id': { ok: ALL, ids: { task_id: 'task' } },
  'PATCH /tasks/:task_id': { ok: LEAD, ids: { task_id: 'task' }, with: { title: 'Newer' } },
  'PATCH /tasks/:task_id (to another project)': {
    ok: LEAD,
    ids: { task_id: 'task', project_id: 'project' },
    with: { title: 'Newer' },
  },
  'PATCH /tasks/:task_id (to another board)': {
    ok: LEAD,
    ids: { task_id: 'task', board_id: 'board' },
    with: { title: 'Newer' },
  },
  'PATCH /tasks/:task_id (part of another)': { ok: LEAD, ids: { task_id: 'task', parent_id: 'parent_task' } },
  'PATCH /tasks/:task_id (for somebody)': {
    ok: [...LEAD, 'member'],
    ids: { task_id: 'task', assigned_to: ['person'] },
  },
  'PATCH /tasks/:task_id (with a label)': { ok: LEAD, ids: { task_id: 'task', labels: ['label'] } },
  'DELETE /tasks/:task_id': { ok: LEAD, ids: { task_id: 'task' }, spends: true },
  'POST /tasks/:task_id/move': {
    ok: [...LEAD, 'member'],
    ids: { task_id: 'task' },
    with: { status: 'review' },
  },
  'POST /tasks/:task_id/move (to a column)': {
    ok: [...LEAD, 'member'],
    ids: { task_id: 'task', column_id: 'column' },
  },
  'POST /tasks/:task_id/move (before another)': {
    ok: [...LEAD, 'member'],
    ids: { task_id: 'task', before_task_id: 'parent_task' },
  },
  'POST /tasks/:task_id/move (after another)': {
    ok: [...LEAD, 'member'],
    ids: { task_id: 'task', after_task_id: 'parent_task' },
  },
  'POST /tasks/:task_id/done': { ok: [...LEAD, 'member'], ids: { task_id: 'task' }, spends: true },
  'POST /tasks/:task_id/snooze': {
    ok: [...LEAD, 'member'],
    ids: { task_id: 'task' },
    with: { until: '2026-04-01T09:00:00Z', reason: 'later' },
  },
  'GET /tasks/:task_id/checklist': { ok: ALL, ids: { task_id: 'task' } },
  'POST /tasks/:task_id/checklist': { ok: LEAD, ids: { task_id: 'task' }, with: { text: 'Tent' } },
  'POST /tasks/:task_id/checklist (for somebody)': {
    ok: LEAD,
    ids: { task_id: 'task', assignee_id: 'person' },
    with: { text: 'Tent' },
  },
  'POST /tasks/:task_id/checklist (before another)': {
    ok: LEAD,
    ids: { task_id: 'listed_task', before_item_id: 'item' },
    with: { text: 'Tent' },
  },
  'POST /tasks/:task_id/checklist (after another)': {
    ok: LEAD,
    ids: { task_id: 'listed_task', after_item_id: 'item' },
    with: { text: 'Tent' },
    spends: true,
  },
  'PATCH /tasks/:task_id/checklist/:item_id': {
    ok: LEAD,
    ids: { task_id: 'listed_task', item_id: 'item', assignee_id: 'person' },
  },
  'PATCH /tasks/:task_id/checklist/:item_id (ticked)': {
    ok: [...LEAD, 'member'],
    ids: { task_id: 'listed_task', item_id: 'item' },
    with: { done: true },
  },
  'PATCH /tasks/:task_id/checklist/:item_id (before another)': {
    ok: LEAD,
    ids: { task_id: 'listed_task', item_id: 'item', before_item_id: 'other_item' },
  },
  'PATCH /tasks/:task_id/checklist/:item_id (after another)': {
    ok: LEAD,
    ids: { task_id: 'listed_task', item_id: 'item', after_item_id: 'other_item' },
  },
  'DELETE /tasks/:task_id/checklist/:item_id': {
    ok: LEAD,
    ids: { task_id: 'listed_task', item_id: 'item' },
    spends: true,
  },
  'GET /tasks/:task_id/dependencies': { ok: ALL, ids: { task_id: 'task' } },
  'POST /tasks/:task_id/dependencies': {
    ok: LEAD,
    ids: { task_id: 'waiting_task', blocked_by_id: 'spare_task' },
    spends: true,
  },
  'DELETE /tasks/:task_id/dependencies/:blocked_by_id': {
    ok: LEAD,
    ids: { task_id: 'waiting_task', blocked_by_id: 'blocker' },
    spends: true,
  },
  'GET /tasks/:task_id/watchers': { ok: ALL, ids: { task_id: 'task' } },
  'POST /tasks/:task_id/watchers': { ok: ALL, ids: { task_id: 'task' } },
  'POST /tasks/:task_id/watchers (somebody else)': { ok: LEAD, ids: { task_id: 'watched_task', user_id: 'person' } },
  'DELETE /tasks/:task_id/watchers/:user_id': {
    ok: LEAD,
    ids: { task_id: 'watched_task', user_id: 'watcher' },
    spends: true,
  },
  'GET /tasks/:task_id/time': { ok: ALL, ids: { task_id: 'task' } },
  'POST /tasks/:task_id/time': { ok: [...LEAD, 'member'], ids: { task_id: 'task' }, with: { minutes: 5 } },
  'POST /tasks/:task_id/time/start': { ok: [...LEAD, 'member'], ids: { task_id: 'timed_task' }, spends: true },
  'POST /tasks/:task_id/time/stop': {
    ok: [...LEAD, 'member'],
    ids: { task_id: 'running_task' },
    spends: true,
  },
  'PATCH /tasks/:task_id/time/:time_id': {
    ok: LEAD,
    ids: { task_id: 'noted_task', time_id: 'time' },
    with: { note: 'Tent' },
  },
  'DELETE /tasks/:task_id/time/:time_id': {
    ok: LEAD,
    ids: { task_id: 'noted_task', time_id: 'time' },
    spends: true,
  },
  'POST /tasks/:task_id/duplicate': { ok: WORK, ids: { task_id: 'task' } },
  'POST /tasks/bulk': { ok: LEAD, ids: { task_ids: ['task'] }, with: { change: { priority: 'high' } } },
  'POST /tasks/bulk (for somebody)': {
    ok: LEAD,
    ids: { task_ids: ['task'] },
    with: async (things, who) => ({
      change: { priority: 'high', assigned_to: [await things.find('person', 'own', who)] },
    }),
  },
  'POST /tasks/bulk (thrown away)': {
    ok: LEAD,
    ids: { task_ids: ['task'] },
    with: { action: 'delete' },
    spends: true,
  },
  'POST /undo': { ok: LEAD, ids: { entry: 'undo_entry' }, spends: true },
  'GET /trash': { ok: ALL, strangers: true },
  'GET /trash (of a project)': { ok: ALL, ids: { project_id: 'project' } },
  'POST /tasks/:task_id/restore': { ok: LEAD, ids: { task_id: 'trashed_task' }, spends: true },
  'GET /tasks/:task_id/audit': { ok: ALL, ids: { task_id: 'task' } },
  'GET /tasks/:task_id/reminders': { ok: ALL, ids: { task_id: 'task' } },
  'POST /tasks/:task_id/reminders': {
    ok: ALL,
    ids: { task_id: 'task' },
    with: { remind_at: '2026-04-01T09:00:00Z' },
    spends: true,
  },
  'DELETE /tasks/:task_id/reminders/:reminder_id': {
    ok: ALL,
    ids: { task_id: 'reminded_task', reminder_id: 'reminder' },
    spends: true,
  },

  'GET /tasks/:task_id/comments': { ok: ALL, ids: { task_id: 'task' } },
  'POST /tasks/:task_id/comments': { ok: TALK, ids: { task_id: 'task' }, with: { content: 'Well' } },
  'POST /tasks/:task_id/comments (on one given to the guest)': {
    ok: ALL,
    ids: { task_id: 'talked_task', reply_to_id: 'comment' },
    with: { content: 'Well' },
  },
  'POST /tasks/:task_id/comments (mentioning somebody)': {
    ok: TALK,
    ids: { task_id: 'task', mentions: ['person'] },
    with: { content: 'Well' },
  },
  'GET /comments/:comment_id': { ok: ALL, ids: { comment_id: 'comment' } },
  'PATCH /comments/:comment_id': { ok: ALL, ids: { comment_id: 'own_comment' }, with: { content: 'Better' } },
  'PATCH /comments/:comment_id (of another)': { ok: [], ids: { comment_id: 'comment' }, with: { content: 'Better' } },
  'PATCH /comments/:comment_id (mentioning somebody)': {
    ok: ALL,
    ids: { comment_id: 'own_comment', mentions: ['person'] },
    with: { content: 'Better' },
  },
  'DELETE /comments/:comment_id': { ok: ALL, ids: { comment_id: 'own_comment' }, spends: true },
  'DELETE /comments/:comment_id (of another)': { ok: LEAD, ids: { comment_id: 'comment' }, spends: true },
  'GET /comments/:comment_id/history': { ok: ALL, ids: { comment_id: 'comment' } },
  'PUT /comments/:comment_id/reactions': { ok: ALL, ids: { comment_id: 'comment' }, with: { emoji: '👍' } },
  'DELETE /comments/:comment_id/reactions': { ok: ALL, ids: { comment_id: 'comment' }, with: { emoji: '👍' } },
  'GET /my_day': { ok: ALL, strangers: true },
  'GET /search': { ok: ALL, strangers: true, with: { q: 'Task' } },
}
