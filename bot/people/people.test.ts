import { expect, test } from 'vitest'
import { createInvite } from '../../backend/features/teams/create-invite.ts'
import { CreateInvite } from '../../backend/features/teams/contract.ts'
import { makeBotWorld, TOKEN } from '../../backend/testing/bot-world.ts'

const listUsers = (bots: Awaited<ReturnType<typeof makeBotWorld>>) =>
  bots.world.database.read.selectFrom('users').select(['name', 'locale', 'bot_started_at', 'bot_blocked_at']).execute()

test('a stranger is told, in their language, that one joins by invitation', async () => {
  const bots = await makeBotWorld()
  const oleg = bots.stranger('oleg', 'ru')
  await bots.start()

  await oleg.start()
  await oleg.waitFor('Сюда входят по приглашению')
  await oleg.send('/tasks')
  await oleg.waitFor('Сюда входят по приглашению')
  await oleg.start('a-token-that-nobody-made-at-all')
  await oleg.waitFor('Это приглашение уже использовано')

  expect((await listUsers(bots)).map(({ name }) => name)).toEqual(['vera', 'foma'])
})

test('an invitation shows its team, and makes account and member only once it is accepted', async () => {
  const bots = await makeBotWorld()
  const oleg = bots.stranger('oleg', 'ru')
  const { team } = bots.world.home
  const invite = await createInvite(bots.world.vera, CreateInvite.parse({ team_id: team.id, role: 'member' }))
  await bots.start()

  await oleg.start(invite.token)
  const offer = await oleg.waitFor('приглашает вас в команду Home')
  const before = await listUsers(bots)
  await oleg.press('Присоединиться')
  await oleg.waitFor('Вы в команде Home')
  await oleg.send('/projects')
  await oleg.waitFor('Проекты')

  expect(offer.text).toContain('vera')
  expect(before).toHaveLength(2)
  expect((await listUsers(bots)).at(-1)).toMatchObject({
    name: 'oleg',
    locale: 'ru',
    bot_started_at: expect.any(String),
  })
  expect(
    oleg
      .messages()
      .at(-1)
      ?.keyboard.flat()
      .map(({ text }) => text),
  ).toContain(`Home site · #${bots.world.home.project.id}`)
})

test('with open registration /start makes an account', async () => {
  const bots = await makeBotWorld({ registration: 'open' })
  const oleg = bots.stranger('oleg')
  await bots.start()

  await oleg.start()
  await oleg.waitFor('Hello, oleg')
  await oleg.send('/new_task')
  await oleg.waitFor('What is to be done?')

  expect((await listUsers(bots)).at(-1)).toMatchObject({ name: 'oleg', bot_started_at: expect.any(String) })
})

test('in a group a command with our name is answered with an invitation to write in private, nothing else is', async () => {
  const bots = await makeBotWorld()
  const anna = await bots.person('anna')
  await bots.world.addTask('Secret', { assignees: ['anna'] })
  bots.telegram.addGroup({ id: -100_500, title: 'All of us', bots: ['dela_bot'], members: [anna.user.id] })
  await bots.start()

  const said = (text: string, more: object = {}) => bots.deliver(groupMessage(anna.user, text, more))
  await said('/tasks@dela_bot')
  await said('/tasks@other_bot')
  await said('/tasks')
  await said('good morning')
  await said('/tasks@dela_bot', {
    from: { id: 1_087_968_824, is_bot: true, first_name: 'Group' },
    sender_chat: { id: -100_500, type: 'supergroup', title: 'All of us' },
  })
  await bots.settled()

  const answers = bots.telegram.calls('sendMessage').map(({ payload }) => payload)
  expect(answers).toMatchObject([{ chat_id: -100_500, text: expect.stringContaining('in private') }])
})

test('a file is not read but answered; letting the app write is noted', async () => {
  const bots = await makeBotWorld()
  const anna = await bots.person('anna')
  await bots.start()

  anna.allowWriting()
  await expect.poll(async () => (await listUsers(bots)).at(-1)?.bot_started_at).not.toBeNull()
  await anna.sendFile(new File(['x'], 'plan.txt', { type: 'text/plain' }))
  await anna.waitFor('I read text')

  expect(anna.messages().filter(({ from }) => from === 'bot')).toHaveLength(1)
})

test('who blocks the bot is noted, and who comes back too', async () => {
  const bots = await makeBotWorld()
  const anna = await bots.person('anna')
  await bots.start()
  await anna.start()
  await anna.waitFor('Hello')

  anna.block()
  await expect.poll(async () => (await listUsers(bots)).at(-1)?.bot_blocked_at).not.toBeNull()
  anna.unblock()
  await expect.poll(async () => (await listUsers(bots)).at(-1)?.bot_blocked_at).toBeNull()
})

test('the bot tells Telegram its commands in both languages and opens the app where it can', async () => {
  const bots = await makeBotWorld()
  const anna = await bots.person('anna')
  const ivan = await bots.person('ivan', { locale: 'ru' })

  await bots.start()
  await expect.poll(() => anna.screen().menu_button.type).toBe('web_app')

  expect(anna.screen().commands).toContainEqual({ command: 'done', description: 'finish a task: /done 12' })
  expect(ivan.screen().commands).toContainEqual({ command: 'done', description: 'завершить задачу: /done 12' })
  expect(anna.screen().menu_button).toMatchObject({ web_app: { url: 'http://localhost:8005/' } })
  expect(bots.telegram.calls().every(({ bot }) => TOKEN.startsWith(bot) || bot === 'dela_bot')).toBe(true)
})

function groupMessage(from: object, text: string, more: object) {
  const length = text.split(' ')[0]?.length ?? 0
  const entities = text.startsWith('/') ? [{ type: 'bot_command', offset: 0, length }] : []
  return {
    message: {
      message_id: 5,
      date: 1_770_000_000,
      chat: { id: -100_500, type: 'supergroup', title: 'All of us' },
      from,
      text,
      entities,
      ...more,
    },
  }
}
