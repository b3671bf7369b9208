import type { Column } from '../../../backend/features/projects/contract.ts'
import type { SharedTask } from '../../../backend/features/tasks/contract.ts'
import { comparePositions, type Place } from '../tasks/tasks.svelte.ts'

/** The cards of each column, in their order. A card whose column is not known yet stands in the one of its status. */
export function arrangeColumns(columns: Column[], tasks: Iterable<SharedTask>): Map<number, SharedTask[]> {
  const lists = new Map(columns.map(({ id }) => [id, new Array<SharedTask>()]))
  for (const task of tasks) {
    const list = lists.get(task.column_id) ?? lists.get(columns.find(({ status }) => status === task.status)?.id ?? 0)
    list?.push(task)
  }
  for (const list of lists.values()) list.sort(comparePositions)
  return lists
}

/** A column while a card is being carried: the card stands where it would fall. */
export function withCarried(list: SharedTask[], column_id: number, task: SharedTask, to: Place): SharedTask[] {
  const others = list.some(({ id }) => id === task.id) ? list.filter(({ id }) => id !== task.id) : list
  if (to.column_id !== column_id) return others
  const at = others.findIndex(({ id }) => id === to.before_task_id)
  return at === -1 ? [...others, task] : [...others.slice(0, at), task, ...others.slice(at)]
}

export type Step = 'up' | 'down' | 'left' | 'right'

/** Where a carried card goes by one press of an arrow key; undefined at the edge. */
export function stepFrom(
  columns: Column[],
  lists: Map<number, SharedTask[]>,
  task_id: number,
  place: Place,
  step: Step,
): Place | undefined {
  const others = (column_id: number) => (lists.get(column_id) ?? []).filter(({ id }) => id !== task_id)
  const indexIn = (list: SharedTask[]) => {
    const at = list.findIndex(({ id }) => id === place.before_task_id)
    return at === -1 ? list.length : at
  }
  const here = others(place.column_id)
  const at = indexIn(here)
  if (step === 'up' || step === 'down') {
    const next = step === 'up' ? at - 1 : at + 1
    if (next < 0 || next > here.length) return undefined
    return { column_id: place.column_id, before_task_id: here[next]?.id }
  }
  const column = columns[columns.findIndex(({ id }) => id === place.column_id) + (step === 'left' ? -1 : 1)]
  return column && { column_id: column.id, before_task_id: others(column.id)[at]?.id }
}

/** Where a card stands now, as a place to come back to. */
export function placeOf(lists: Map<number, SharedTask[]>, task: SharedTask): Place {
  for (const [column_id, list] of lists) {
    const at = list.findIndex(({ id }) => id === task.id)
    if (at !== -1) return { column_id, before_task_id: list[at + 1]?.id }
  }
  return { column_id: task.column_id, before_task_id: undefined }
}

export const isSamePlace = (a: Place, b: Place) => a.column_id === b.column_id && a.before_task_id === b.before_task_id
