import { expect, test } from 'vitest'
import type { Database } from '../core/database.ts'
import { createTask } from '../features/tasks/create-task.ts'
import { CreateTask } from '../features/tasks/contract.ts'
import { openPostOffice } from '../testing/post-office.ts'
import { makeWorld } from '../testing/world.ts'
import type { Messenger } from './telegram-line.ts'

const MOST_PASSES = 20

/** A process that is killed after so many steps: each write, and each call to Telegram, is one. */
function mortal(database: Database, steps: number) {
  const life = { left: steps, dead: false }
  const step = <R>(act: () => Promise<R>): Promise<R> => {
    life.dead ||= life.left-- <= 0
    return life.dead ? Promise.reject(new Error('killed')) : act()
  }
  const record: Database['record'] = (work) => step(() => database.record(work))
  const through = (messenger: Messenger): Messenger => ({
    ...messenger,
    tell: (...wish) => step(() => messenger.tell(...wish)),
  })
  return { life, hand: { db: { ...database, record }, through } }
}

test('killed at any step, a delivery arrives: once, or twice where Telegram had it before the cut', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const office = await openPostOffice(world)
  const person = await office.reach(ivan, 9001)
  const countTold = (title: string) =>
    person.messages().filter(({ from, text }) => from === 'bot' && text.includes(title)).length

  let steps = 0
  let twice = 0
  for (let survived = false; !survived; steps++) {
    const title = `Print number ${steps}.`
    const wish = CreateTask.parse({ title, project_id: world.home.project.id, assigned_to: [ivan.actor.user_id] })
    await createTask(world.vera, wish)
    await office.readJournal()
    // Whoever delivered last leads until then.
    world.wait(60_000)
    const { life, hand } = mortal(world.database, steps)
    const courier = office.hire(hand)
    for (let pass = 0; pass < MOST_PASSES && !life.dead; pass++) {
      const wait = await courier.pass().catch(() => 0)
      if (wait > 0) await courier.rest(wait)
    }
    await courier.stop().catch(() => undefined)
    const before = countTold(title)

    world.wait(120_000)
    await office.deliver()

    expect(countTold(title)).toBeGreaterThanOrEqual(1)
    expect(countTold(title)).toBeLessThanOrEqual(1 + (life.dead ? before : 0))
    if (before > 0 && life.dead) twice += 1
    survived = !life.dead
  }
  expect(steps).toBeGreaterThan(3)
  expect(twice, 'killed between Telegram and the note of it').toBeGreaterThan(0)
}, 60_000)
