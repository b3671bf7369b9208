import type { Access } from '../projects/queries.ts'

interface TaskPeople {
  creator_id: number
  assignee_ids: number[]
}
type Person = Pick<Access, 'user_id' | 'role' | 'project_role' | 'movers'>

const leads = (person: Person) =>
  person.role === 'admin' || person.role === 'manager' || person.project_role === 'manager'
const views = (person: Person) =>
  person.project_role === 'viewer' && person.role !== 'admin' && person.role !== 'manager'
const isInvolved = (person: Person, task: TaskPeople) =>
  task.creator_id === person.user_id || task.assignee_ids.includes(person.user_id)

/** Who else is told of a task, those say who lead its project. */
export function mayChooseWatchers(person: Person): boolean {
  return leads(person)
}

export function mayCreateTask(person: Person): boolean {
  return !views(person)
}

export function mayEditTask(person: Person, task: TaskPeople): boolean {
  if (views(person)) return false
  if (leads(person) || task.creator_id === person.user_id) return true
  return person.role !== 'guest' && task.assignee_ids.includes(person.user_id)
}

export function mayMoveTask(person: Person, task: TaskPeople): boolean {
  if (views(person)) return false
  if (leads(person) || isInvolved(person, task)) return true
  return person.role !== 'guest' && person.movers === 'everyone'
}

export function mayDeleteTask(person: Person, task: TaskPeople): boolean {
  if (views(person)) return false
  return leads(person) || task.creator_id === person.user_id
}

/** Who works on it is not an edit: whoever works in the project may ask another to help. */
export function mayAssignTask(person: Person, task: TaskPeople): boolean {
  if (views(person)) return false
  return person.role !== 'guest' || leads(person) || isInvolved(person, task)
}
