import { get } from '../../core/routes.ts'
import { SyncAnswer, SyncRequest } from './contract.ts'
import { sync } from './sync.ts'

export const journalRoutes = [
  get('/sync', {
    summary: 'What happened since you were last in step',
    event: 'sync',
    input: SyncRequest,
    output: SyncAnswer,
    run: sync,
  }),
]
