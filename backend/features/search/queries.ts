import { sql } from 'kysely'
import type { Reader } from '../../core/database.ts'

interface From {
  /** A query as `spellQuery` writes it. */
  search: string
  before: number
  limit: number
}

/** Tasks this person sees that a query finds, newest first. */
export function listFoundTasks(db: Reader, user_id: number, { search, before, limit }: From) {
  return db
    .selectFrom('tasks')
    .innerJoin('project_access', 'project_access.project_id', 'tasks.project_id')
    .select(['tasks.id', 'tasks.title', 'tasks.description', 'tasks.team_id', 'tasks.project_id'])
    .where('tasks.deleted_at', 'is', null)
    .where('project_access.user_id', '=', user_id)
    .where('tasks.id', '<', before)
    .where('tasks.id', 'in', sql<number>`(select rowid from task_search(${search}))`)
    .orderBy('tasks.id', 'desc')
    .limit(limit)
    .execute()
}

/** Comments on tasks this person sees, likewise. */
export function listFoundComments(db: Reader, user_id: number, { search, before, limit }: From) {
  return db
    .selectFrom('messages')
    .innerJoin('threads', 'threads.id', 'messages.thread_id')
    .innerJoin('tasks', 'tasks.id', 'threads.task_id')
    .innerJoin('project_access', 'project_access.project_id', 'tasks.project_id')
    .select(['messages.id', 'messages.content', 'tasks.id as task_id', 'tasks.title'])
    .select(['tasks.team_id', 'tasks.project_id'])
    .where('messages.deleted_at', 'is', null)
    .where('tasks.deleted_at', 'is', null)
    .where('project_access.user_id', '=', user_id)
    .where('messages.id', '<', before)
    .where('messages.id', 'in', sql<number>`(select rowid from message_search(${search}))`)
    .orderBy('messages.id', 'desc')
    .limit(limit)
    .execute()
}

/** All projects this person sees, newest first: they are few, and need no index. */
export function listSearchableProjects(db: Reader, user_id: number) {
  return db
    .selectFrom('projects')
    .innerJoin('project_access', 'project_access.project_id', 'projects.id')
    .select(['projects.id', 'projects.name', 'projects.client', 'projects.description', 'projects.team_id'])
    .where('project_access.user_id', '=', user_id)
    .orderBy('projects.id', 'desc')
    .execute()
}
