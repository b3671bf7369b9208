import { del, get, patch, post, type Showing } from '../../core/routes.ts'
import { HistoryPage } from '../journal/contract.ts'
import { auditTask } from './audit-task.ts'
import {
  AuditTask,
  ChangeTaskState,
  CreateTask,
  DuplicateTask,
  ListTasks,
  MoveTask,
  SnoozeTask,
  Task,
  TaskById,
  TaskPage,
  UpdateTask,
  type SharedTask,
} from './contract.ts'
import { createTask } from './create-task.ts'
import { deleteTask } from './delete-task.ts'
import { duplicateTask } from './duplicate-task.ts'
import { finishTask } from './finish-task.ts'
import { getTask } from './get-task.ts'
import { listTasks } from './list-tasks.ts'
import { moveTask } from './move-task.ts'
import { taskFor } from './present.ts'
import { snoozeTask } from './snooze-task.ts'
import { updateTask } from './update-task.ts'

const oneTask = {
  output: Task,
  present: (task: SharedTask, { read, actor }: Showing) => taskFor(read, task, actor.user_id),
}

export const taskRoutes = [
  post('/tasks', {
    summary: 'Make a task; with only a title it lies in the personal project',
    status: 201,
    input: CreateTask,
    run: createTask,
    ...oneTask,
  }),
  get('/tasks', {
    summary: 'Tasks you see, by any of these filters',
    input: ListTasks,
    output: TaskPage,
    run: listTasks,
  }),
  get('/tasks/:task_id', { summary: 'One task', input: TaskById, run: getTask, ...oneTask }),
  patch('/tasks/:task_id', { summary: 'Change a task', input: UpdateTask, run: updateTask, ...oneTask }),
  del('/tasks/:task_id', {
    summary: 'Put a task into the trash, with its subtasks',
    input: ChangeTaskState,
    run: deleteTask,
    ...oneTask,
  }),
  post('/tasks/:task_id/move', {
    summary: 'Move a task to a column, or before or after another task',
    event: 'move_task',
    input: MoveTask,
    run: moveTask,
    ...oneTask,
  }),
  post('/tasks/:task_id/done', {
    summary: 'Finish a task',
    input: ChangeTaskState,
    run: finishTask,
    ...oneTask,
  }),
  post('/tasks/:task_id/snooze', {
    summary: 'Put a task aside until a moment, or wake it',
    input: SnoozeTask,
    run: snoozeTask,
    ...oneTask,
  }),
  post('/tasks/:task_id/duplicate', {
    summary: 'The same task once more, with labels, people, steps and subtasks; nothing of it done',
    status: 201,
    input: DuplicateTask,
    run: duplicateTask,
    ...oneTask,
  }),
  get('/tasks/:task_id/audit', {
    summary: 'The history of a task, newest first',
    input: AuditTask,
    output: HistoryPage,
    run: auditTask,
  }),
]
