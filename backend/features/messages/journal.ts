import type { Changes } from '../../core/contract.ts'
import type { Entry } from '../../entries.ts'
import type { SharedComment } from './contract.ts'

interface Place {
  id: number
  team_id: number
  project_id: number
}

const under = ({ id, team_id, project_id }: Place) => ({
  stream: `team:${team_id}`,
  audience: `project:${project_id}`,
  refs: { team_id, project_id, task_id: id },
})

export function commentCreated(
  task: Place,
  comment: SharedComment,
  { comment_count, followers }: { comment_count: number; followers: number[] },
): Entry {
  return { ...under(task), kind: 'comment_created', changes: {}, comment, comment_count, followers }
}

export function commentUpdated(task: Place, comment: SharedComment, changes: Changes): Entry {
  return { ...under(task), kind: 'comment_updated', changes, comment }
}

export function commentDeleted(task: Place, { id, task_id, version }: SharedComment, comment_count: number): Entry {
  return { ...under(task), kind: 'comment_deleted', changes: {}, comment: { id, task_id, version }, comment_count }
}
