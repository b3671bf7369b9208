import { expect, test } from 'vitest'
import { makeWorld } from '../../testing/world.ts'
import { createBoard } from '../projects/create-board.ts'
import { findProject } from '../projects/find-project.ts'
import { listColumns } from '../projects/queries.ts'
import { deleteBoard } from './delete-board.ts'
import { deleteColumn } from './delete-column.ts'
import { updateBoard } from './update-board.ts'

test('a board is renamed and put before another; its project is told anew', async () => {
  const world = await makeWorld()
  const { board_id, project } = world.home
  const { id } = await createBoard(world.vera, { project_id: project.id, name: 'Ideas' })
  const before = world.journal().length

  const board = await updateBoard(world.vera, { board_id: id, name: 'Dreams', before_board_id: board_id, version: 1 })

  expect(board).toMatchObject({ id, name: 'Dreams', version: 2 })
  expect(world.journal().slice(before)).toMatchObject([
    { kind: 'board_updated', changes: { name: { from: 'Ideas', to: 'Dreams' } }, board },
    { kind: 'project_updated', project: { version: 3, boards: [{ id, name: 'Dreams' }, { id: board_id }] } },
  ])
  await expect(updateBoard(world.vera, { board_id: id, name: 'Old', version: 1 })).rejects.toMatchObject({
    code: 'board.stale',
  })
})

test('only those who run the project touch its boards, and strangers learn nothing of them', async () => {
  const world = await makeWorld()
  const { board_id } = world.home
  const ivan = await world.join('ivan', 'member')

  await expect(updateBoard(ivan, { board_id, name: 'x' })).rejects.toMatchObject({ code: 'board.edit_forbidden' })
  await expect(deleteBoard(ivan, { board_id, trash: true })).rejects.toMatchObject({ code: 'board.edit_forbidden' })
  await expect(updateBoard(world.foma, { board_id, name: 'x' })).rejects.toMatchObject({ code: 'board.not_found' })
  await expect(deleteBoard(world.foma, { board_id, trash: true })).rejects.toMatchObject({ code: 'board.not_found' })
  expect(world.journal()).toEqual([])
})

test('the cards of a deleted board go to the columns of their status on another one', async () => {
  const world = await makeWorld()
  const { board_id, project } = world.home
  const other = await createBoard(world.vera, { project_id: project.id, name: 'Ideas' })
  const columns = await listColumns(world.database.read, other.id)
  await deleteColumn(world.vera, { column_id: columns.find(({ status }) => status === 'review')?.id ?? 0 })
  await world.addTask('a', { status: 'done' })
  await world.addTask('b', { status: 'review' })

  await expect(deleteBoard(world.vera, { board_id, trash: false })).rejects.toMatchObject({ code: 'board.not_empty' })
  await deleteBoard(world.vera, { board_id, trash: false, move_to: other.id })

  const tasks = await world.database.read
    .selectFrom('tasks')
    .select(['title', 'status', 'board_id', 'column_id'])
    .orderBy('title')
    .execute()
  expect(tasks).toEqual([
    { title: 'a', status: 'done', board_id: other.id, column_id: columns[4]?.id },
    { title: 'b', status: 'backlog', board_id: other.id, column_id: columns[0]?.id },
  ])
  expect(world.journal().map(({ kind }) => kind)).toEqual([
    'board_deleted',
    'project_updated',
    'task_updated',
    'task_updated',
  ])
  expect((await findProject(world.vera, { project_id: project.id })).boards).toEqual([{ id: other.id, name: 'Ideas' }])
})

test('or into the trash, where they keep a place to come back to; the last board stays', async () => {
  const world = await makeWorld()
  const { board_id, project } = world.home
  await expect(deleteBoard(world.vera, { board_id, trash: true })).rejects.toMatchObject({ code: 'board.last' })
  const other = await createBoard(world.vera, { project_id: project.id, name: 'Ideas' })
  await world.addTask('a')

  await deleteBoard(world.vera, { board_id, trash: true })

  expect(world.journal().map(({ kind }) => kind)).toEqual(['board_deleted', 'project_updated', 'task_deleted'])
  const task = await world.database.read.selectFrom('tasks').selectAll().executeTakeFirstOrThrow()
  expect(task).toMatchObject({ board_id: other.id, deleted_at: world.house.now() })
})
