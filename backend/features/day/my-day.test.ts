import { expect, test } from 'vitest'
import { makeWorld, type World } from '../../testing/world.ts'
import { projectUpdated } from '../projects/journal.ts'
import { CreateTask } from '../tasks/contract.ts'
import { createTask } from '../tasks/create-task.ts'
import { snoozeTask } from '../tasks/snooze-task.ts'
import { myDay } from './my-day.ts'
import { MOST_OF_PART } from './values.ts'

const titles = (tasks: { title: string }[]) => tasks.map(({ title }) => title)
async function dayOf(who: World['vera']) {
  const { overdue, today, next, no_date, ...rest } = await myDay(who, {})
  return { overdue: titles(overdue), today: titles(today), next: titles(next), no_date: titles(no_date), ...rest }
}

test('a day has what is late, today’s, later and undated, and of all that only what is open and mine', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const mine = { assignees: ['ivan'] }
  await world.addTask('late', { ...mine, due_at: '2026-03-01T09:00:00.000Z' })
  await world.addTask('evening', { ...mine, due_at: '2026-03-02T20:00:00.000Z' })
  await world.addTask('noon', { ...mine, due_at: '2026-03-02T12:00:00.000Z' })
  await world.addTask('tomorrow', { ...mine, due_at: '2026-03-03T00:00:00.000Z' })
  await world.addTask('some day', mine)
  await world.addTask('finished', { ...mine, status: 'done' })
  await world.addTask('nobody’s', { due_at: '2026-03-02T12:00:00.000Z' })
  await world.addTask('vera’s', { assignees: ['vera'] })
  const later = await world.addTask('put aside', mine)
  await snoozeTask(ivan, { task_id: later.id, until: '2026-03-05T09:00:00.000Z', reason: null })

  expect(await dayOf(ivan)).toEqual({
    day: '2026-03-02',
    time_zone: 'UTC',
    overdue: ['late'],
    today: ['noon', 'evening'],
    next: ['tomorrow'],
    no_date: ['some day'],
    counts: { overdue: 1, today: 2, next: 1, no_date: 1 },
  })
})

test('today ends at midnight where the person is', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  await world.addTask('night', { assignees: ['ivan'], due_at: '2026-03-02T21:30:00.000Z' })

  expect((await dayOf(ivan)).today).toEqual(['night'])
  ivan.actor.time_zone = 'Europe/Moscow'
  expect((await dayOf(ivan)).next).toEqual(['night'])
  world.setTime('2026-03-02T21:10:00.000Z')
  expect(await dayOf(ivan)).toMatchObject({ day: '2026-03-03', today: ['night'] })
})

test('a personal task with nobody’s name on it is its owner’s, and what one lost sight of is nobody’s day', async () => {
  const world = await makeWorld()
  await createTask(world.foma, CreateTask.parse({ title: 'Buy milk' }))
  const ivan = await world.join('ivan', 'member')
  await world.addTask('secret', { assignees: ['ivan'] })
  await world.arrange(world.vera.actor, [`team:${world.home.team.id}`], async (write, at) => {
    await write
      .updateTable('projects')
      .set({ visibility: 'members', updated_at: at })
      .where('id', '=', world.home.project.id)
      .execute()
    return { entries: [projectUpdated({ ...world.home.project, visibility: 'members' }, {})], result: 0 }
  })

  expect((await dayOf(world.foma)).no_date).toEqual(['Buy milk'])
  expect((await dayOf(ivan)).no_date).toEqual([])
})

test('of a long part so many are listed, and all are counted', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  for (let count = 0; count <= MOST_OF_PART; count++) await world.addTask(`task ${count}`, { assignees: ['ivan'] })

  const { no_date, counts } = await myDay(ivan, {})

  expect([no_date.length, counts.no_date]).toEqual([MOST_OF_PART, MOST_OF_PART + 1])
})
