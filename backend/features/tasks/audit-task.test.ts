import { expect, test } from 'vitest'
import { systemActor } from '../../core/actor.ts'
import { makeContext } from '../../core/context.ts'
import { makeWorld } from '../../testing/world.ts'
import { addReminder } from '../reminders/add-reminder.ts'
import { auditTask } from './audit-task.ts'
import { finishTask } from './finish-task.ts'
import { markOverdue } from './mark-overdue.ts'
import { moveTask } from './move-task.ts'
import { updateTask } from './update-task.ts'

const DUE = '2026-03-02T12:00:00.000Z'

test('the history says who, what, old and new, when and through which door, newest first', async () => {
  const world = await makeWorld()
  const { id: task_id } = await world.addTask('Print', { due_at: DUE })
  const bot = makeContext(world.house, { ...world.vera.actor, via: 'bot' })
  world.wait(1000)
  await updateTask(world.vera, { task_id, title: 'Print flyers' })
  world.setTime(DUE)
  await markOverdue(makeContext(world.house, systemActor), { limit: 10 })
  world.wait(1000)
  await finishTask(bot, { task_id })

  const { items } = await auditTask(world.vera, { task_id, limit: 50 })

  expect(items).toMatchObject([
    { actor: { name: 'vera' }, via: 'bot', changes: { status: { from: 'todo', to: 'done' } } },
    { actor: { id: 0, name: 'Dela' }, via: 'job', changes: { overdue_at: { from: null, to: DUE } }, at: DUE, ip: null },
    { via: 'api', changes: { title: { from: 'Print', to: 'Print flyers' } }, ip: '203.0.113.7', user_agent: 'test' },
    { kind: 'task_created' },
  ])
})

test('addresses are for the admins of the team in which it happened', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'manager')
  const second = await world.teamWithProject(ivan, 'Second')
  const { id: task_id } = await world.addTask('Print')

  const asManager = await auditTask(ivan, { task_id, limit: 50 })
  await updateTask(ivan, { task_id, project_id: second.project.id })
  const asAdmin = await auditTask(ivan, { task_id, limit: 50 })

  expect(asManager.items).toMatchObject([{ ip: null, user_agent: null }])
  expect(asAdmin.items).toMatchObject([
    { kind: 'task_updated', ip: '203.0.113.7' },
    { kind: 'task_created', ip: null },
  ])
})

test("a history holds nobody's own reminders, and comes in pages without gap or repeat", async () => {
  const world = await makeWorld()
  const { id: task_id } = await world.addTask('Print', { due_at: DUE })
  await addReminder(world.vera, { task_id, minutes_before: 5 })
  for (const status of ['review', 'todo', 'review', 'todo'] as const) await moveTask(world.vera, { task_id, status })

  const first = await auditTask(world.vera, { task_id, limit: 3 })
  await moveTask(world.vera, { task_id, status: 'review' })
  const second = await auditTask(world.vera, { task_id, limit: 3, cursor: first.next ?? '' })

  expect([...first.items, ...second.items].map(({ kind, changes }) => changes['status'] ?? kind)).toEqual([
    { from: 'review', to: 'todo' },
    { from: 'todo', to: 'review' },
    { from: 'review', to: 'todo' },
    { from: 'todo', to: 'review' },
    'task_created',
  ])
  expect(second.next).toBeNull()
})

test('a stranger learns nothing of what happened', async () => {
  const world = await makeWorld()
  const { id: task_id } = await world.addTask('Secret')

  await expect(auditTask(world.foma, { task_id, limit: 50 })).rejects.toMatchObject({ code: 'task.not_found' })
})
