import { expect, test } from 'vitest'
import type { Database } from '../core/database.ts'
import { createTask } from '../features/tasks/create-task.ts'
import { CreateTask } from '../features/tasks/contract.ts'
import { openPostOffice } from '../testing/post-office.ts'
import { makeWorld } from '../testing/world.ts'

const MOST_PASSES = 20

/** A courier's database that is gone after so many writes, as for a process that is killed there. */
function mortal(database: Database, writes: number) {
  const life = { left: writes, dead: false }
  const record: Database['record'] = (work) => {
    life.dead ||= life.left-- <= 0
    return life.dead ? Promise.reject(new Error('killed')) : database.record(work)
  }
  return { life, db: { ...database, record } }
}

test('killed at any step, a delivery arrives: once, or twice where Telegram had it before the cut', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const office = await openPostOffice(world)
  const person = await office.reach(ivan, 9001)
  const countTold = (title: string) =>
    person.messages().filter(({ from, text }) => from === 'bot' && text.includes(title)).length

  let writes = 0
  for (let survived = false; !survived; writes++) {
    const title = `Print number ${writes}.`
    const wish = CreateTask.parse({ title, project_id: world.home.project.id, assigned_to: [ivan.actor.user_id] })
    await createTask(world.vera, wish)
    await office.readJournal()
    const { life, db } = mortal(world.database, writes)
    const courier = office.hire({ db })
    for (let pass = 0; pass < MOST_PASSES && !life.dead && countTold(title) === 0; pass++) {
      const wait = await courier.pass().catch(() => 0)
      if (wait > 0) await courier.rest(wait)
    }
    await courier.stop().catch(() => undefined)
    const before = countTold(title)

    world.wait(120_000)
    await office.deliver()

    expect(countTold(title)).toBeGreaterThanOrEqual(1)
    expect(countTold(title)).toBeLessThanOrEqual(1 + (life.dead ? before : 0))
    survived = !life.dead
  }
  expect(writes).toBeGreaterThan(3)
}, 60_000)
