import { parentPort, workerData } from 'node:worker_threads'
import type { Actor } from '../core/actor.ts'
import { makeContext, wallClock } from '../core/context.ts'
import { openDatabase, type DatabasePlace } from '../core/open-database.ts'
import { audiences } from '../features/journal/audiences.ts'
import type { MoveTask } from '../features/tasks/contract.ts'
import { moveTask } from '../features/tasks/move-task.ts'
import { workerHouse } from '../jobs/worker-house.ts'

/** A worker thread that moves one task, as a job would. */
if (parentPort) {
  const { place, actor, wish } = workerData as { place: DatabasePlace; actor: Actor; wish: MoveTask }
  const database = openDatabase(place, audiences, () => {})
  await moveTask(makeContext(workerHouse(database, wallClock, parentPort), actor), wish)
  await database.close()
  parentPort.close()
}
