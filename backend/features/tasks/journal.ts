import type { Entry } from '../../entries.ts'
import type { Changes } from '../../core/contract.ts'
import type { SharedTask } from './contract.ts'

const place = (task: SharedTask) => ({
  stream: `team:${task.team_id}`,
  audience: `project:${task.project_id}`,
  refs: { team_id: task.team_id, project_id: task.project_id, task_id: task.id },
})

export function taskCreated(task: SharedTask): Entry {
  return { ...place(task), kind: 'task_created', changes: {}, task }
}

export function taskUpdated(task: SharedTask, changes: Changes): Entry {
  return { ...place(task), kind: 'task_updated', changes, task }
}

export function taskDeleted(task: SharedTask): Entry {
  const { id, version, title } = task
  return { ...place(task), kind: 'task_deleted', changes: { title: { from: title, to: null } }, task: { id, version } }
}

/** It has lain in the trash for its time: there is nothing left of it but its history. */
export function taskErased(task: Pick<SharedTask, 'id' | 'team_id' | 'project_id' | 'title'>): Entry {
  const { id, team_id, project_id, title } = task
  return {
    stream: `team:${team_id}`,
    audience: `admins:${team_id}`,
    refs: { team_id, project_id, task_id: id },
    kind: 'task_erased',
    changes: { title: { from: title, to: null } },
    task: { id },
  }
}

/** For those who saw the task in its former project: it is gone, and nothing more. */
export function taskLeft(task: SharedTask, former: { team_id: number; project_id: number }): Entry {
  const { id, version } = task
  return {
    stream: `team:${former.team_id}`,
    audience: `project:${former.project_id}`,
    refs: { ...former, task_id: id },
    kind: 'task_left',
    changes: {},
    task: { id, version },
  }
}
