import { del, get, post, type Showing } from '../../core/routes.ts'
import { Task, TaskById, type SharedTask } from '../tasks/contract.ts'
import { taskFor } from '../tasks/present.ts'
import { addDependency } from './add-dependency.ts'
import { AddDependency, Dependencies } from './contract.ts'
import { listDependencies } from './list-dependencies.ts'
import { removeDependency } from './remove-dependency.ts'

const oneTask = {
  output: Task,
  present: (task: SharedTask, { read, actor }: Showing) => taskFor(read, task, actor.user_id),
}

export const dependencyRoutes = [
  get('/tasks/:task_id/dependencies', {
    summary: 'What a task waits for and what waits for it, as far as you see it',
    input: TaskById,
    output: Dependencies,
    run: listDependencies,
  }),
  post('/tasks/:task_id/dependencies', {
    summary: 'The task waits until another one, in any project you see, is closed',
    status: 201,
    input: AddDependency,
    run: addDependency,
    ...oneTask,
  }),
  del('/tasks/:task_id/dependencies/:blocked_by_id', {
    summary: 'The task waits for the other one no more',
    input: AddDependency,
    run: removeDependency,
    ...oneTask,
  }),
]
