import type { Changes } from '../../core/contract.ts'
import type { Entry } from '../../entries.ts'
import type { SharedTask } from '../tasks/contract.ts'
import type { TimeEntry } from './contract.ts'

type Place = Pick<SharedTask, 'id' | 'team_id' | 'project_id'>

const place = (task: Place) => ({
  stream: `team:${task.team_id}`,
  audience: `project:${task.project_id}`,
  refs: { team_id: task.team_id, project_id: task.project_id, task_id: task.id },
})

export function timeAdded(task: Place, time: TimeEntry): Entry {
  const changes = { time: { from: null, to: time.minutes } }
  return { ...place(task), kind: 'time_added', changes, time }
}

export function timeUpdated(task: Place, time: TimeEntry, changes: Changes): Entry {
  return { ...place(task), kind: 'time_updated', changes, time }
}

export function timeRemoved(task: Place, { id, minutes }: TimeEntry): Entry {
  const changes = { time: { from: minutes, to: null } }
  return { ...place(task), kind: 'time_removed', changes, time: { id, task_id: task.id } }
}
