import type { Access } from '../projects/queries.ts'

type Person = Pick<Access, 'user_id' | 'role' | 'project_role'>
interface TaskPeople {
  creator_id: number
  assignee_ids: number[]
}

/** Whoever sees a task comments on it, viewers too; a guest only where it is theirs or given to them. */
export function mayComment(person: Person, task: TaskPeople): boolean {
  if (person.role !== 'guest') return true
  return task.creator_id === person.user_id || task.assignee_ids.includes(person.user_id)
}

/** Nobody puts words into another's mouth. */
export function mayEditComment(person: Person, comment: { sender_id: number }): boolean {
  return comment.sender_id === person.user_id
}

export function mayDeleteComment(person: Person, comment: { sender_id: number }): boolean {
  const leads = person.role === 'admin' || person.role === 'manager' || person.project_role === 'manager'
  return leads || comment.sender_id === person.user_id
}
