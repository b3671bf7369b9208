import { post, type Showing } from '../../core/routes.ts'
import { MoveTask, Task, type SharedTask } from './contract.ts'
import { moveTask } from './move-task.ts'
import { taskFor } from './present.ts'

const presentTask = (task: SharedTask, { read, actor }: Showing) => taskFor(read, task, actor.user_id)

export const taskRoutes = [
  post('/tasks/:task_id/move', {
    summary: 'Move a task to a column, or before or after another task',
    event: 'move_task',
    input: MoveTask,
    output: Task,
    run: moveTask,
    present: presentTask,
  }),
]
