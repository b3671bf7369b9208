import { mayCreateTask, mayEditTask, mayMoveTask } from '../tasks/policy.ts'

type Person = Parameters<typeof mayEditTask>[0]
type TaskPeople = Parameters<typeof mayEditTask>[1]

/** Whoever may change the task, and guests with what is theirs or was given to them. */
export function mayEditChecklist(person: Person, task: TaskPeople): boolean {
  return mayEditTask(person, task) || (person.role === 'guest' && mayMoveTask(person, task))
}

/** Whoever may move the task, or was given that very step. */
export function mayTickItem(person: Person, task: TaskPeople, item: { assignee_id: number | null }): boolean {
  return mayMoveTask(person, task) || (mayCreateTask(person) && item.assignee_id === person.user_id)
}
