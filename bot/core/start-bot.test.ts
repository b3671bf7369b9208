import { expect, test } from 'vitest'
import { makeBotWorld, TOKEN, type BotWorld } from '../../backend/testing/bot-world.ts'

const journalKinds = (bots: BotWorld) => bots.taskEntries().map(({ kind }) => kind)

test('an update that Telegram gives again is not handled again', async () => {
  const bots = await makeBotWorld()
  const anna = await bots.person('anna')
  await bots.start()
  await anna.send(`/new_task ${bots.world.home.project.id} | Print`)
  await anna.waitFor('Print')

  const [bot] = bots.telegram.bots()
  for (const { update_id } of bot?.updates() ?? []) bot?.redeliver(Number(update_id))
  await anna.send('/help')
  await anna.waitFor('What I can do')

  expect(journalKinds(bots)).toEqual(['task_created'])
  expect(anna.messages().filter(({ from }) => from === 'bot')).toHaveLength(2)
})

test('a button pressed twice acts once', async () => {
  const bots = await makeBotWorld()
  const anna = await bots.person('anna')
  await bots.start()
  await anna.send('Order a cake')
  await anna.waitFor('Shall this be a task?')

  const answers = await Promise.all([anna.press('Make it a task'), anna.press('Make it a task')])

  expect(answers.map(({ answered }) => answered)).toEqual([true, true])
  expect(journalKinds(bots)).toEqual(['task_created'])
})

test('a start without Telegram ends no process: the bot is there as soon as Telegram is', async () => {
  const bots = await makeBotWorld()
  const anna = await bots.person('anna')
  bots.telegram.fail({ method: 'getMe', times: 2, how: { kind: '500' } })
  bots.telegram.fail({ method: 'deleteWebhook', times: 1, how: { kind: 'refuse' } })

  const bot = await bots.start()
  const first = bot.health()
  await anna.send('/help')
  await anna.waitFor('What I can do', undefined, 10_000)

  expect(first).toBe('starting')
  await expect.poll(() => bot.health()).toBe('polling')
})

test('a token that Telegram refuses is told by health, in words', async () => {
  const bots = await makeBotWorld()
  const bot = await bots.start({ telegram: { ...bots.doors.telegram, token: '999999:NOT-A-TOKEN-of-anybody' } })

  await expect.poll(() => bot.health()).toBe('the token is refused')
})

test('another program that polls with our token is waited for, and told', async () => {
  const bots = await makeBotWorld()
  const anna = await bots.person('anna')
  await bots.start()
  await expect.poll(() => bots.telegram.calls('setChatMenuButton').length).toBe(1)

  const pollToo = async () => {
    await (await fetch(`${bots.telegram.apiRoot}/bot${TOKEN}/getUpdates`, { method: 'POST' })).text()
    return bots.telegram.calls('getUpdates').flatMap(({ answer }) => (answer && !answer.ok ? [answer.error_code] : []))
  }
  await expect.poll(pollToo).toContain(409)
  await anna.send('/help')

  await anna.waitFor('What I can do', undefined, 15_000)
})

test('of two instances on one Postgres one polls; when it is gone the other takes over', async () => {
  const bots = await makeBotWorld({ limits: { lead_ms: 1000 } })
  if (bots.world.place.engine !== 'postgres') return
  const anna = await bots.person('anna')
  const first = await bots.start()
  await expect.poll(() => first.health()).toBe('polling')
  const second = await bots.start()
  await expect.poll(() => second.health()).toBe('standing by')

  await first.stop()
  await anna.send('/help')
  await anna.waitFor('What I can do')

  expect(second.health()).toBe('polling')
})

test('to whoever writes fast the bot answers each message, at the pace Telegram allows', async () => {
  const bots = await makeBotWorld()
  const anna = await bots.person('anna')
  await bots.start()

  for (let n = 0; n < 6; n++) await anna.send('/cancel')
  await expect.poll(() => anna.messages().filter(({ from }) => from === 'bot').length, { timeout: 15_000 }).toBe(6)

  expect(bots.telegram.violations()).toEqual([])
})

test('429 and 500 in the middle of an answer delay it; nothing acts twice', async () => {
  const bots = await makeBotWorld()
  const anna = await bots.person('anna')
  await bots.start()
  bots.telegram.fail({ method: 'sendMessage', times: 1, how: { kind: '429', retry_after: 1 } })
  bots.telegram.fail({ method: 'sendMessage', times: 1, how: { kind: '500' } })

  await anna.send(`/new_task ${bots.world.home.project.id} | Print`)
  await anna.waitFor('Print', undefined, 10_000)

  expect(journalKinds(bots)).toEqual(['task_created'])
  expect(anna.messages().filter(({ from }) => from === 'bot')).toHaveLength(1)
  expect(bots.telegram.violations()).toEqual([])
})
