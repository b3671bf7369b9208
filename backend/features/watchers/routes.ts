import { del, get, post, type Showing } from '../../core/routes.ts'
import { Task, type SharedTask } from '../tasks/contract.ts'
import { taskFor } from '../tasks/present.ts'
import { addWatcher } from './add-watcher.ts'
import { AddWatcher, ListWatchers, WatcherById, WatcherPage } from './contract.ts'
import { listWatchers } from './list-watchers.ts'
import { removeWatcher } from './remove-watcher.ts'

const oneTask = {
  output: Task,
  present: (task: SharedTask, { read, actor }: Showing) => taskFor(read, task, actor.user_id),
}

export const watcherRoutes = [
  get('/tasks/:task_id/watchers', {
    summary: 'Who watches a task, the longest first',
    input: ListWatchers,
    output: WatcherPage,
    run: listWatchers,
  }),
  post('/tasks/:task_id/watchers', {
    summary: 'Watch a task, or let another watch it: one is told of it like its creator',
    status: 201,
    input: AddWatcher,
    run: addWatcher,
    ...oneTask,
  }),
  del('/tasks/:task_id/watchers/:user_id', {
    summary: 'Watch a task no more',
    input: WatcherById,
    run: removeWatcher,
    ...oneTask,
  }),
]
