import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { makeSecrets } from './core/crypto.ts'
import { freePort, startProcess } from './testing/process.ts'
import { openTestSession } from './testing/session.ts'
import { makeWorld } from './testing/world.ts'

const KILLS = 20
const WRITERS = 6
const SECRET_KEY = 'the same key at every start, of 32 characters or more'

interface Wish {
  key: string
  title: string
  acknowledged: boolean
}

test('after twenty kills under load every acknowledged write is there once, and none is half done', async () => {
  const world = await makeWorld()
  const port = String(await freePort())
  const env = {
    PORT: port,
    DATABASE_URL: world.place.url,
    SECRET_KEY,
    RUN: 'web',
    RATE_LIMIT_USER: '1000000/second',
    RATE_LIMIT_ANON: '1000000/second',
  }
  const token = await openTestSession(world, makeSecrets(SECRET_KEY), {
    user_id: world.vera.actor.user_id,
    at: new Date().toISOString(),
  })
  const wishes: Wish[] = []
  const load = { on: true }
  const send = async (wish: Wish) => {
    const body = JSON.stringify({ title: wish.title, project_id: world.home.project.id })
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': wish.key,
    }
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/tasks`, { method: 'POST', headers, body })
    await response.text()
    if (response.status === 201) wish.acknowledged = true
    else if (response.status < 500) throw new Error(`refused with ${response.status}`)
  }
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    for (let n = 0; load.on; n++) {
      const wish = { key: `${writer}-${n}`, title: `Task ${writer}-${n}`, acknowledged: false }
      wishes.push(wish)
      await send(wish).catch(async (error: unknown) => {
        if (error instanceof Error && error.message.startsWith('refused')) throw error
        await sleep(10)
      })
    }
  })

  for (let kill = 0; kill < KILLS; kill++) {
    const dela = await startProcess(env)
    await sleep(100 + Math.random() * 250)
    await dela.kill('SIGKILL')
  }
  load.on = false
  await Promise.all(writers)
  const sure = wishes.filter(({ acknowledged }) => acknowledged).length
  const last = await startProcess(env)
  for (const wish of wishes) if (!wish.acknowledged) await send(wish)
  await last.kill('SIGTERM')

  const tasks = await world.database.read.selectFrom('tasks').select(['id', 'title']).execute()
  const entries = await world.database.read
    .selectFrom('entries')
    .select(['seq', 'task_id', 'kind'])
    .where('stream', '=', `team:${world.home.team.id}`)
    .orderBy('seq')
    .execute()
  const created = entries.filter(({ kind }) => kind === 'task_created').map(({ task_id }) => task_id)
  expect(sure).toBeGreaterThan(KILLS)
  expect(tasks.map(({ title }) => title).toSorted()).toEqual(wishes.map(({ title }) => title).toSorted())
  expect(new Set(created)).toEqual(new Set(tasks.map(({ id }) => id)))
  expect(created).toHaveLength(tasks.length)
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1))
}, 600_000)
