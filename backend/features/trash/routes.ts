import { get, post, type Showing } from '../../core/routes.ts'
import { Task, TaskById, TaskPage, type SharedTask } from '../tasks/contract.ts'
import { taskFor } from '../tasks/present.ts'
import { ListTrash } from './contract.ts'
import { listTrash } from './list-trash.ts'
import { restoreTask } from './restore-task.ts'

export const trashRoutes = [
  get('/trash', {
    summary: 'Tasks thrown away in the last 30 days in projects you see, newest first',
    input: ListTrash,
    output: TaskPage,
    run: listTrash,
  }),
  post('/tasks/:task_id/restore', {
    summary: 'Take a task out of the trash, with its subtasks that went with it',
    input: TaskById,
    output: Task,
    run: restoreTask,
    present: (task: SharedTask, { read, actor }: Showing) => taskFor(read, task, actor.user_id),
  }),
]
