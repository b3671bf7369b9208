import { post } from '../../core/routes.ts'
import { bulkTasks } from './bulk-tasks.ts'
import { BulkAnswer, BulkTasks } from './contract.ts'

export const bulkRoutes = [
  post('/tasks/bulk', {
    summary: 'Change, finish or throw away up to 200 tasks at once; each that is refused says why',
    input: BulkTasks,
    output: BulkAnswer,
    run: bulkTasks,
  }),
]
