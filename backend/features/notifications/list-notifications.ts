import type { Context } from '../../core/context.ts'
import { IdPlace, pageOfRows, readCursor } from '../../core/cursor.ts'
import { excerptOf } from '../../core/excerpt.ts'
import { sayNotice } from '../../texts/notices.ts'
import type { ListNotifications, Notice, NoticeArgs, NotificationPage } from './contract.ts'
import { countUnread, listNoticeComments, visibleNotifications } from './queries.ts'

/** What one was told, newest first, as it reads today: the task by its present name, in one's present language. */
export async function listNotifications(
  { actor, read, now }: Context,
  { limit, cursor }: ListNotifications,
): Promise<NotificationPage> {
  const [before] = readCursor(cursor, IdPlace) ?? []
  const rows = await visibleNotifications(read, actor.user_id)
    .leftJoin('users as actors', 'actors.id', 'notifications.actor_id')
    .leftJoin('projects', 'projects.id', 'tasks.project_id')
    .leftJoin('teams', 'teams.id', 'notifications.team_id')
    .selectAll('notifications')
    .select(['tasks.title', 'tasks.status', 'tasks.priority', 'tasks.due_at'])
    .select(['projects.name as project', 'teams.name as team', 'actors.name as actor', 'notification_reads.read_at'])
    .$if(before !== undefined, (query) => query.where('notifications.id', '<', before ?? 0))
    .orderBy('notifications.id', 'desc')
    .limit(limit + 1)
    .execute()
  const speaker = { locale: actor.locale === 'ru' ? 'ru' : 'en', time_zone: actor.time_zone, now: now() } as const
  const { items, next } = pageOfRows(rows, limit, (row) => [row.id])
  const told = items.map(({ args }) => JSON.parse(args) as NoticeArgs)
  const said = await listNoticeComments(
    read,
    told.flatMap(({ comment_id }) => comment_id ?? []),
  )
  return {
    items: items.map((row, index) => {
      const { id, kind, task_id, team_id, title, status, priority, due_at, project, team, created_at, read_at } = row
      const task =
        task_id && title && status && priority && project
          ? { id: task_id, title, status, priority, due_at, project }
          : null
      const args = told[index] ?? {}
      const excerpt = excerptOf(said.get(args.comment_id ?? 0) ?? '')
      const notice: Notice = { ...speaker, kind, args, task, team, excerpt }
      const told_by = row.actor === null ? null : { id: row.actor_id, name: row.actor }
      return { id, kind, text: sayNotice(notice), actor: told_by, task_id, team_id, created_at, read_at }
    }),
    next,
    unread: await countUnread(read, actor.user_id),
  }
}
