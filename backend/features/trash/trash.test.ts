import { expect, test } from 'vitest'
import { systemActor } from '../../core/actor.ts'
import { makeContext } from '../../core/context.ts'
import { DAY_MS } from '../../core/time.ts'
import { makeWorld, type World } from '../../testing/world.ts'
import { CreateComment } from '../messages/contract.ts'
import { createComment } from '../messages/create-comment.ts'
import { addReminder } from '../reminders/add-reminder.ts'
import { CreateTask } from '../tasks/contract.ts'
import { createTask } from '../tasks/create-task.ts'
import { deleteTask } from '../tasks/delete-task.ts'
import { getTask } from '../tasks/get-task.ts'
import { emptyTrash } from './empty-trash.ts'
import { listTrash } from './list-trash.ts'
import { restoreTask } from './restore-task.ts'

const titles = ({ items }: { items: { title: string }[] }) => items.map(({ title }) => title)

async function partOf(world: World, parent_id: number, title: string) {
  return createTask(world.vera, CreateTask.parse({ title, parent_id }))
}

test('what is taken back returns to its place with the parts that went with it, and no others', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Fair')
  await world.addTask('Below')
  const early = await partOf(world, task.id, 'Thrown away before')
  const part = await partOf(world, task.id, 'Tent')
  const deep = await partOf(world, part.id, 'Poles')
  await deleteTask(world.vera, { task_id: early.id })
  world.wait(1000)
  await deleteTask(world.vera, { task_id: task.id })
  const before = world.journal().length

  const back = await restoreTask(world.vera, { task_id: task.id })

  expect(back).toMatchObject({ deleted_at: null, position: task.position, column_id: task.column_id, version: 3 })
  expect(await getTask(world.vera, { task_id: deep.id })).toMatchObject({ parent_id: part.id })
  await expect(getTask(world.vera, { task_id: early.id })).rejects.toMatchObject({ code: 'task.not_found' })
  expect(world.journal().slice(before)).toMatchObject([
    { kind: 'task_updated', task: { id: task.id }, changes: { deleted_at: { to: null } } },
    { kind: 'task_updated', task: { id: part.id } },
    { kind: 'task_updated', task: { id: deep.id } },
  ])
})

test('a part taken back alone stands on its own while the whole is in the trash', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Fair')
  const part = await partOf(world, task.id, 'Tent')
  await deleteTask(world.vera, { task_id: task.id })

  expect(await restoreTask(world.vera, { task_id: part.id })).toMatchObject({ parent_id: null })
})

test('if its column is gone it comes into the first of its status', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Fair', { status: 'review' })
  await deleteTask(world.vera, { task_id: task.id })
  const other = await world.arrange(world.vera.actor, [`team:${world.home.team.id}`], async (write, at) => {
    await write.updateTable('columns').set({ deleted_at: at }).where('id', '=', task.column_id).execute()
    const column = { board_id: task.board_id, name: 'Look', status: 'review', position: 'zz', created_at: at } as const
    const { id } = await write.insertInto('columns').values(column).returning('id').executeTakeFirstOrThrow()
    const stream = `team:${world.home.team.id}`
    const team = { ...world.home.team }
    return {
      entries: [
        { stream, audience: stream, refs: { team_id: team.id }, kind: 'team_updated' as const, changes: {}, team },
      ],
      result: id,
    }
  })

  expect(await restoreTask(world.vera, { task_id: task.id })).toMatchObject({ column_id: other, status: 'review' })
})

test('whoever may not throw a task away does not take it back, and a stranger does not know it', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const { id: task_id } = await world.addTask('Fair', { assignees: ['ivan'] })
  const living = await world.addTask('Living')
  await deleteTask(world.vera, { task_id })

  await expect(restoreTask(ivan, { task_id })).rejects.toMatchObject({ code: 'task.restore_forbidden' })
  await expect(restoreTask(world.foma, { task_id })).rejects.toMatchObject({ code: 'task.not_found' })
  await expect(restoreTask(world.vera, { task_id: living.id })).rejects.toMatchObject({ code: 'task.not_found' })
})

test('the trash shows the newest first, a task with its parts as one, in pages, and only of projects one sees', async () => {
  const world = await makeWorld()
  for (const title of ['one', 'two', 'three']) {
    const task = await world.addTask(title)
    await partOf(world, task.id, `part of ${title}`)
    await deleteTask(world.vera, { task_id: task.id })
    world.wait(1000)
  }

  const first = await listTrash(world.vera, { limit: 2 })
  const second = await listTrash(world.vera, { limit: 2, cursor: first.next ?? '' })

  expect([titles(first), titles(second), second.next]).toEqual([['three', 'two'], ['one'], null])
  expect(titles(await listTrash(world.foma, { limit: 50 }))).toEqual([])
  await expect(listTrash(world.foma, { limit: 50, project_id: world.home.project.id })).rejects.toMatchObject({
    code: 'project.not_found',
  })
})

test('after thirty days it is erased with all that belongs to it, and only the journal remembers', async () => {
  const world = await makeWorld()
  const job = makeContext(world.house, systemActor)
  const task = await world.addTask('Fair', { assignees: ['vera'], due_at: '2026-03-05T09:00:00.000Z' })
  const part = await partOf(world, task.id, 'Tent')
  await addReminder(world.vera, { task_id: task.id, minutes_before: 10 })
  const said = await createComment(world.vera, CreateComment.parse({ task_id: task.id, content: 'Rain, @vera?' }))
  await createComment(world.vera, CreateComment.parse({ task_id: task.id, content: 'No', reply_to_id: said.id }))
  await deleteTask(world.vera, { task_id: task.id })
  world.wait(30 * DAY_MS)
  const tooEarly = await emptyTrash(job, { limit: 100 })
  world.wait(1000)
  const before = world.journal().length

  const gone = await emptyTrash(job, { limit: 100 })

  expect([tooEarly, gone]).toEqual([0, 2])
  for (const table of ['tasks', 'reminders', 'threads', 'messages'] as const)
    expect(await world.database.read.selectFrom(table).select('id').execute()).toEqual([])
  expect(world.journal().slice(before)).toMatchObject([
    { kind: 'task_erased', via: 'job', task: { id: task.id }, changes: { title: { from: 'Fair', to: null } } },
    { kind: 'task_erased', task: { id: part.id } },
  ])
  await expect(restoreTask(world.vera, { task_id: task.id })).rejects.toMatchObject({ code: 'task.not_found' })
})
