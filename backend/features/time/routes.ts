import { del, get, patch, post } from '../../core/routes.ts'
import { TaskById } from '../tasks/contract.ts'
import { addTime } from './add-time.ts'
import { AddTime, ListTime, StartTimer, TimeById, TimeEntry, TimePage, UpdateTime } from './contract.ts'
import { listTime } from './list-time.ts'
import { removeTime } from './remove-time.ts'
import { startTimer } from './start-timer.ts'
import { stopTimer } from './stop-timer.ts'
import { updateTime } from './update-time.ts'

export const timeRoutes = [
  get('/tasks/:task_id/time', {
    summary: 'What was spent on a task, newest first; running timers too',
    input: ListTime,
    output: TimePage,
    run: listTime,
  }),
  post('/tasks/:task_id/time', {
    summary: 'Note what you have spent on a task',
    status: 201,
    input: AddTime,
    output: TimeEntry,
    run: addTime,
  }),
  post('/tasks/:task_id/time/start', {
    summary: 'Start your timer on a task; the one you have running elsewhere is stopped',
    status: 201,
    input: StartTimer,
    output: TimeEntry,
    run: startTimer,
  }),
  post('/tasks/:task_id/time/stop', {
    summary: 'Stop your timer on a task and note what it took',
    input: TaskById,
    output: TimeEntry,
    run: stopTimer,
  }),
  patch('/tasks/:task_id/time/:time_id', {
    summary: 'Correct what was noted',
    input: UpdateTime,
    output: TimeEntry,
    run: updateTime,
  }),
  del('/tasks/:task_id/time/:time_id', {
    summary: 'Take back what was noted',
    input: TimeById,
    output: TimeEntry,
    run: removeTime,
  }),
]
