import { expect, onTestFinished, test } from 'vitest'
import { systemActor } from '../../core/actor.ts'
import { makeContext, type Context } from '../../core/context.ts'
import { makeWorld, type World } from '../../testing/world.ts'
import { CreateTask } from '../tasks/contract.ts'
import { createTask } from '../tasks/create-task.ts'
import { finishTask } from '../tasks/finish-task.ts'
import { snoozeTask } from '../tasks/snooze-task.ts'
import { updateTask } from '../tasks/update-task.ts'
import { addReminder } from './add-reminder.ts'
import { fireReminders } from './fire-reminders.ts'

const NOON = '2026-03-02T12:00:00.000Z'
const house = (world: World): Context => makeContext(world.house, systemActor)

async function dueAtNoon(world: World, fields: object = {}) {
  const wish = { title: 'Print the flyers', project_id: world.home.project.id, due_at: NOON, ...fields }
  return createTask(world.vera, CreateTask.parse(wish))
}

test('what is due is told once, into the stream of whom it reminds, with what it is of', async () => {
  const world = await makeWorld()
  const task = await dueAtNoon(world)
  const before = world.journal().length
  const tooEarly = await fireReminders(house(world), { limit: 100 })
  world.setTime('2026-03-02T11:00:00.000Z')

  const fired = await fireReminders(house(world), { limit: 100 })
  const again = await fireReminders(house(world), { limit: 100 })

  expect([tooEarly, fired, again]).toEqual([0, 1, 0])
  expect(world.journal().slice(before)).toMatchObject([
    {
      kind: 'reminder_fired',
      stream: `user:${world.vera.actor.user_id}`,
      audience: `user:${world.vera.actor.user_id}`,
      actor: { id: 0, name: 'Dela' },
      via: 'job',
      reminder: { task_id: task.id, fired_at: world.house.now() },
      task: { id: task.id, title: task.title, due_at: NOON },
    },
  ])
})

test('it is told again only if the due time really changes', async () => {
  const world = await makeWorld()
  const { id: task_id } = await dueAtNoon(world)
  world.setTime('2026-03-02T11:00:00.000Z')
  await fireReminders(house(world), { limit: 100 })

  await updateTask(world.vera, { task_id, title: 'Print', assigned_to: [world.vera.actor.user_id], due_at: NOON })
  world.setTime('2026-03-02T11:30:00.000Z')
  const same = await fireReminders(house(world), { limit: 100 })
  await updateTask(world.vera, { task_id, due_at: '2026-03-02T15:00:00.000Z' })
  world.setTime('2026-03-02T14:00:00.000Z')
  const later = await fireReminders(house(world), { limit: 100 })

  expect([same, later]).toEqual([0, 1])
})

test('a task put aside reminds of nothing until it wakes', async () => {
  const world = await makeWorld()
  const { id: task_id } = await dueAtNoon(world)
  await snoozeTask(world.vera, { task_id, until: '2026-03-02T11:30:00.000Z', reason: null })

  world.setTime('2026-03-02T11:10:00.000Z')
  const asleep = await fireReminders(house(world), { limit: 100 })
  world.setTime('2026-03-02T11:30:00.000Z')
  const awake = await fireReminders(house(world), { limit: 100 })

  expect([asleep, awake]).toEqual([0, 1])
})

test('whoever no longer sees the task, and whatever is closed, is passed over without a word', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const { id: task_id } = await dueAtNoon(world, { assigned_to: [ivan.actor.user_id] })
  await addReminder(world.vera, { task_id, minutes_before: 30 })
  await world.database.mutate(
    { actor: world.vera.actor, request: undefined, now: world.house.now, announce: () => {} },
    () => Promise.resolve([`team:${world.home.team.id}`]),
    async (write) => {
      await write.deleteFrom('team_members').where('user_id', '=', ivan.actor.user_id).execute()
      const refs = { team_id: world.home.team.id }
      const team = { ...world.home.team }
      const stream = `team:${team.id}`
      return {
        entries: [{ stream, audience: stream, refs, kind: 'team_updated', changes: {}, team }],
        result: undefined,
      }
    },
  )
  await finishTask(world.vera, { task_id })
  const before = world.journal().length
  world.setTime(NOON)

  await fireReminders(house(world), { limit: 100 })

  expect(
    world
      .journal()
      .slice(before)
      .map(({ kind }) => kind),
  ).not.toContain('reminder_fired')
  const left = await world.database.read.selectFrom('reminders').select('id').execute()
  expect(left).toEqual([])
})

test('two instances firing at once tell each reminder once', async () => {
  const world = await makeWorld()
  for (let n = 0; n < 30; n++) await dueAtNoon(world, { title: `n${n}` })
  const database = world.place.open()
  onTestFinished(() => database.close())
  const told: number[] = []
  const other = makeContext(
    {
      ...world.house,
      database,
      announce: (all) => told.push(...all.flatMap(({ entry }) => ('reminder' in entry ? [entry.reminder.id] : []))),
    },
    systemActor,
  )
  world.setTime('2026-03-02T11:00:00.000Z')
  const before = world.journal().length

  const counts = await Promise.all(
    [house(world), other, house(world), other].map((context) => fireReminders(context, { limit: 10 })),
  )
  while ((await fireReminders(house(world), { limit: 10 })) > 0);

  const here = world
    .journal()
    .slice(before)
    .flatMap((entry) => ('reminder' in entry ? [entry.reminder.id] : []))
  expect(counts.some((count) => count > 0)).toBe(true)
  expect([...here, ...told].toSorted((a, b) => a - b)).toEqual(
    [...new Set([...here, ...told])].toSorted((a, b) => a - b),
  )
  expect(here.length + told.length).toBe(30)
})
