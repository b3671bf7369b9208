import { post, type Showing } from '../../core/routes.ts'
import { Task, type SharedTask } from '../tasks/contract.ts'
import { taskFor } from '../tasks/present.ts'
import { UndoChange } from './contract.ts'
import { undoChange } from './undo-change.ts'

export const undoRoutes = [
  post('/undo', {
    summary: 'Take back your own change of a task by its journal entry, if nothing has changed since',
    input: UndoChange,
    output: Task,
    run: undoChange,
    present: (task: SharedTask, { read, actor }: Showing) => taskFor(read, task, actor.user_id),
  }),
]
