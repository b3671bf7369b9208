import { expect, test } from 'vitest'
import { openPostOffice, type PostOffice } from '../testing/post-office.ts'
import { makeWorld, type World } from '../testing/world.ts'

const IVAN = 1001
const OLGA = 1002

async function office() {
  const world = await makeWorld()
  const post = await openPostOffice(world)
  const ivan = await world.join('ivan', 'member')
  const olga = await world.join('olga', 'member')
  return { world, post, ivan, olga, ivansChat: await post.reach(ivan, IVAN), olgasChat: await post.reach(olga, OLGA) }
}

const titles = (chat: { messages: () => { from: string; text: string }[] }) =>
  chat.messages().flatMap(({ from, text }) => (from === 'bot' ? [/task (.+)\n/.exec(text)?.[1]] : []))

async function give(world: World, name: string, count: number) {
  const names = Array.from({ length: count }, (_, n) => `n${n + 1}`)
  for (const title of names) await world.addTask(title, { assignees: [name] })
  return names
}

const fates = async (post: PostOffice) => (await post.outbox()).map(({ state, reason }) => reason ?? state)

test('each person is told in order, no faster than Telegram allows', async () => {
  const { world, post, ivansChat, olgasChat } = await office()
  const ivans = await give(world, 'ivan', 8)
  const olgas = await give(world, 'olga', 5)

  await post.deliver()

  expect(titles(ivansChat)).toEqual(ivans)
  expect(titles(olgasChat)).toEqual(olgas)
  expect(post.telegram.violations()).toEqual([])
})

test('told to wait, the bot is silent to everybody, and then goes on in order', async () => {
  const { world, post, ivansChat, olgasChat } = await office()
  const [ivans, olgas] = [await give(world, 'ivan', 3), await give(world, 'olga', 3)]
  post.telegram.fail({ method: 'sendMessage', how: { kind: '429', retry_after: 20 } })
  const began = Date.parse(world.house.now())

  await post.deliver()

  expect(titles(ivansChat)).toEqual(ivans)
  expect(titles(olgasChat)).toEqual(olgas)
  expect(Date.parse(world.house.now()) - began).toBeGreaterThanOrEqual(20_000)
  expect(post.telegram.violations()).toEqual([])
})

test('a courier that takes over keeps the silence that another was told to keep', async () => {
  const { world, post, olgasChat } = await office()
  await give(world, 'ivan', 1)
  await give(world, 'olga', 1)
  post.telegram.fail({ method: 'sendMessage', how: { kind: '429', retry_after: 100 } })
  const first = post.hire()
  await post.readJournal()
  await first.pass()
  await first.stop()

  await post.deliver()

  expect(titles(olgasChat)).toHaveLength(1)
  expect(post.telegram.violations()).toEqual([])
})

test('who has blocked the bot is noted, and not written to again', async () => {
  const { world, post, ivan, ivansChat } = await office()
  ivansChat.block()
  await give(world, 'ivan', 2)

  await post.deliver()

  expect(await fates(post)).toEqual(['blocked', 'blocked'])
  expect(post.telegram.calls('sendMessage')).toHaveLength(1)
  const user = await world.database.read
    .selectFrom('users')
    .select('bot_blocked_at')
    .where('id', '=', ivan.actor.user_id)
    .executeTakeFirst()
  expect(user?.bot_blocked_at).not.toBeNull()
  expect(world.announced.at(-1)?.entry).toMatchObject({ kind: 'user_updated', via: 'job' })
})

test('a chat that has moved is followed', async () => {
  const { world, post, olgasChat } = await office()
  await give(world, 'ivan', 1)
  post.telegram.fail({ method: 'sendMessage', chat_id: IVAN, how: { kind: 'migrate', to: OLGA } })

  await post.deliver()

  expect(titles(olgasChat)).toEqual(['n1'])
  expect(await fates(post)).toEqual(['sent'])
})

test('a text that Telegram can’t parse is sent plain', async () => {
  const { world, post, ivansChat } = await office()
  await world.addTask('a < b & c', { assignees: ['ivan'] })
  post.telegram.fail({ method: 'sendMessage', how: { kind: 'cant_parse' } })

  await post.deliver()

  expect(titles(ivansChat)).toEqual(['a < b & c'])
  expect(post.telegram.calls('sendMessage').map(({ payload }) => payload.parse_mode)).toEqual(['HTML', undefined])
})

test('an error of Telegram’s own delays, and loses nothing and doubles nothing', async () => {
  const { world, post, ivansChat, olgasChat } = await office()
  const [ivans, olgas] = [await give(world, 'ivan', 3), await give(world, 'olga', 2)]
  post.telegram.fail({ method: 'sendMessage', how: { kind: '500' }, times: 4 })

  await post.deliver()

  expect(titles(ivansChat)).toEqual(ivans)
  expect(titles(olgasChat)).toEqual(olgas)
  expect(post.telegram.violations()).toEqual([])
})

test('while Telegram is away it is asked, not flooded, and then everything arrives', async () => {
  const { world, post, ivansChat, olgasChat } = await office()
  const [ivans, olgas] = [await give(world, 'ivan', 5), await give(world, 'olga', 5)]
  post.telegram.fail({ how: { kind: 'refuse' }, times: 20 })

  await post.deliver()

  expect(titles(ivansChat)).toEqual(ivans)
  expect(titles(olgasChat)).toEqual(olgas)
  expect(post.states).toContain('unreachable')
  expect(post.telegram.calls('sendMessage')).toHaveLength(11)
})

test('a message whose answer was lost comes at most twice', async () => {
  const { world, post, ivansChat } = await office()
  await give(world, 'ivan', 2)
  post.telegram.fail({ method: 'sendMessage', how: { kind: 'deliver_then_cut' }, times: 3 })

  await post.deliver()

  expect(titles(ivansChat)).toEqual(['n1', 'n1', 'n2', 'n2'])
  expect(await fates(post)).toEqual(['unconfirmed', 'unconfirmed'])
})

test('a call that hangs does not hold up other people', async () => {
  const { world, post, ivansChat, olgasChat } = await office()
  await give(world, 'ivan', 1)
  const olgas = await give(world, 'olga', 2)
  post.telegram.fail({ method: 'sendMessage', chat_id: IVAN, how: { kind: 'hang', ms: 60_000 } })
  const courier = post.hire({ seconds: 4 })

  await post.deliver(courier)

  expect(titles(olgasChat)).toEqual(olgas)
  expect(titles(ivansChat)).toEqual(['n1'])
  expect(post.telegram.calls('sendMessage').map(({ payload }) => Number(payload.chat_id))).toEqual([
    IVAN,
    OLGA,
    OLGA,
    IVAN,
  ])
})

test('a refused token silences the bot and is told', async () => {
  const { world, post } = await office()
  await give(world, 'ivan', 1)
  post.telegram.fail({ how: { kind: '401' }, times: 2 })

  await post.deliver()

  expect(post.states.slice(0, 2)).toEqual(['token refused', 'token refused'])
  expect(post.states.at(-1)).toBe('ok')
})

test('whoever has no way to be reached is left with the list', async () => {
  const { world, post } = await office()
  await world.join('pavel', 'member')
  await give(world, 'pavel', 1)

  await post.deliver()

  expect(await fates(post)).toEqual(['no_channel', 'no_channel'])
})
