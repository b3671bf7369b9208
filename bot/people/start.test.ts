import { expect, test } from 'vitest'
import { makeBotWorld } from '../../backend/testing/bot-world.ts'

test('/start greets a known person in their language and notes that the bot may write to them', async () => {
  const bots = await makeBotWorld()
  const ivan = await bots.person('ivan', { locale: 'ru' })
  const anna = await bots.person('anna')
  await bots.start()

  await ivan.start()
  await anna.start()

  await ivan.waitFor('Здравствуйте, ivan')
  await anna.waitFor('Hello, anna')
  const users = await bots.world.database.read
    .selectFrom('users')
    .select('bot_started_at')
    .where('name', '=', 'ivan')
    .execute()
  expect(users[0]?.bot_started_at).not.toBeNull()
})

test('/tasks shows own open tasks and a row opens the card', async () => {
  const bots = await makeBotWorld()
  const ivan = await bots.person('ivan')
  await bots.world.addTask('Print the flyers', { assignees: ['ivan'] })
  await bots.start()

  await ivan.send('/tasks')
  await ivan.waitFor('My tasks')
  await ivan.press('Print the flyers')
  const card = await ivan.waitFor('Home site')

  expect(card.text).toContain('Status: To do')
})
