import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { openDoors, type OpenedDoors } from '../../testing/doors.ts'
import { makeWorld } from '../../testing/world.ts'
import { moveTask } from '../tasks/move-task.ts'
import { changeRole } from '../teams/change-role.ts'
import { removeMember } from '../teams/remove-member.ts'
import type { Context } from '../../core/context.ts'
import { WholeBoard } from './contract.ts'
import { createBoard } from './create-board.ts'
import { setProjectMember } from './set-project-member.ts'

async function readBoard(doors: OpenedDoors, who: Context, board_id: number, headers: Record<string, string> = {}) {
  const { status, body, headers: sent } = await doors.request(who, 'GET', `/boards/${board_id}`, undefined, headers)
  return { status, etag: sent.get('etag') ?? '', board: status === 200 ? WholeBoard.parse(body) : undefined }
}

test('the whole board comes in one answer: columns and cards in order, labels, and who is there', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  await world.join('lena', 'member', { project_role: 'viewer' })
  const [a, b] = [await world.addTask('a', { assignees: ['lena'] }), await world.addTask('b')]
  await moveTask(world.vera, { task_id: b.id, before_task_id: a.id })

  const { board } = await readBoard(doors, world.vera, world.home.board_id)

  expect(board?.columns.map(({ status }) => status)).toEqual(['backlog', 'todo', 'in_progress', 'review', 'done'])
  expect(board?.tasks.map(({ title }) => title)).toEqual(['b', 'a'])
  expect(board?.members.map(({ name, role }) => [name, role])).toEqual([
    ['lena', 'viewer'],
    ['vera', 'admin'],
  ])
  expect(JSON.stringify(board)).not.toContain('"may"')
})

test('who has the board already gets 304 until something on it changes', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const task = await world.addTask('Print')
  const { board_id } = world.home
  const { etag } = await readBoard(doors, world.vera, board_id)

  const again = await readBoard(doors, world.vera, board_id, { 'if-none-match': etag })
  await moveTask(world.vera, { task_id: task.id, status: 'done' })
  const moved = await readBoard(doors, world.vera, board_id, { 'if-none-match': etag })

  expect(again.status).toBe(304)
  expect(moved.board?.tasks).toMatchObject([{ status: 'done', version: 2 }])
  expect(moved.etag).not.toBe(etag)
})

test('kept bytes are given only to those who see the board now', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const ivan = await world.join('ivan', 'member')
  const { board_id, team } = world.home
  const { etag } = await readBoard(doors, ivan, board_id)

  await removeMember(world.vera, { team_id: team.id, user_id: ivan.actor.user_id })

  expect((await readBoard(doors, ivan, board_id, { 'if-none-match': etag })).status).toBe(404)
  expect((await readBoard(doors, world.foma, board_id)).status).toBe(404)
  const { board } = await readBoard(doors, world.vera, board_id)
  expect(board?.members.map(({ name }) => name)).toEqual(['vera'])
})

test('whoever joins, leaves or gets another role is seen on the board at once', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const { board_id, team, project } = world.home
  const roles = async () => {
    const { board } = await readBoard(doors, world.vera, board_id)
    return board?.members.map(({ name, role }) => `${name} ${role}`)
  }

  expect(await roles()).toEqual(['vera admin'])
  const ivan = await world.join('ivan', 'member')
  expect(await roles()).toEqual(['ivan member', 'vera admin'])
  const of = { team_id: team.id, user_id: ivan.actor.user_id }
  await changeRole(world.vera, { ...of, role: 'guest' })
  expect(await roles()).toEqual(['vera admin'])
  await setProjectMember(world.vera, { project_id: project.id, user_id: of.user_id, role: 'viewer' })
  expect(await roles()).toEqual(['ivan viewer', 'vera admin'])
})

test('the bytes are compressed for whoever understands it, and are the same', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  await world.addTask('Print')
  const read = async (encoding: string) => {
    const authorization = `Bearer ${await doors.tokenOf(world.vera)}`
    const { get } = await import('node:http')
    return new Promise<{ encoding: string | undefined; bytes: Buffer }>((resolve, reject) => {
      const url = `${doors.url}/api/v1/boards/${world.home.board_id}`
      get(url, { headers: { authorization, 'accept-encoding': encoding } }, (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () =>
          resolve({ encoding: response.headers['content-encoding'], bytes: Buffer.concat(parts) }),
        )
      }).on('error', reject)
    })
  }

  const [packed, plain] = [await read('gzip, br'), await read('identity')]

  expect(packed.encoding).toBe('gzip')
  expect(plain.encoding).toBeUndefined()
  expect(gunzipSync(packed.bytes)).toEqual(plain.bytes)
})

test('a project’s manager adds a board with the first columns; members, guests and strangers do not', async () => {
  const world = await makeWorld()
  const lead = await world.join('lena', 'member', { project_role: 'manager' })
  const wish = { project_id: world.home.project.id, name: 'Ideas' }

  const board = await createBoard(lead, wish)

  expect(world.journal()).toMatchObject([
    { kind: 'project_updated', project: { version: 2, boards: [{ name: 'Board' }, { id: board.id, name: 'Ideas' }] } },
  ])
  for (const person of [
    await world.join('ivan', 'member'),
    await world.join('gleb', 'guest', { project_role: 'member' }),
  ])
    await expect(createBoard(person, wish)).rejects.toMatchObject({ code: 'board.create_forbidden' })
  await expect(createBoard(world.foma, wish)).rejects.toMatchObject({ code: 'project.not_found' })
})

test('a request repeated after its maker was taken out shows them nothing of the board as it is now', async () => {
  const world = await makeWorld()
  const doors = await openDoors(world)
  const maria = await world.join('maria', 'manager')
  const wish = { project_id: world.home.project.id, name: 'Ideas' }
  const ask = () => doors.request(maria, 'POST', '/boards', wish, { 'idempotency-key': 'k1' })

  expect((await ask()).status).toBe(201)
  await removeMember(world.vera, { team_id: world.home.team.id, user_id: maria.actor.user_id })

  expect((await ask()).status).toBe(404)
})
