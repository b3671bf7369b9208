import { mayChooseWatchers, mayMoveTask } from '../tasks/policy.ts'

type Person = Parameters<typeof mayMoveTask>[0]

/** Whoever may bring the task further may note what it took. */
export const mayNoteTime = mayMoveTask

/** One's own time, or as one who leads the project another's. */
export function mayCorrectTime(person: Person, entry: { user_id: number }): boolean {
  return entry.user_id === person.user_id || mayChooseWatchers(person)
}
