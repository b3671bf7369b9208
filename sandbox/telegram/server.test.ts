import { Bot, GrammyError, HttpError, InlineKeyboard } from 'grammy'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startTelegram } from './server.ts'
import type { Person, SandboxTelegram } from './types.ts'

const TOKEN = '100200:sandbox-token'

let telegram: SandboxTelegram
let vera: Person
let bot: Bot

beforeEach(async () => {
  telegram = await startTelegram()
  telegram.addBot({ token: TOKEN, username: 'dela_bot', name: 'Dela' })
  vera = telegram.addUser({ id: 7, first_name: 'Vera', language_code: 'ru' })
  bot = new Bot(TOKEN, { client: { apiRoot: telegram.apiRoot } })
})

afterEach(async () => {
  if (bot.isRunning()) await bot.stop()
  await telegram.close()
})

async function poll(): Promise<void> {
  await new Promise<void>((onStart) => void bot.start({ onStart: () => onStart() }))
}

describe('a bot that polls', () => {
  test('answers commands, asks twice and edits its own message when a button is pressed', async () => {
    const names = new Map<number, string>()
    bot.command('start', (ctx) => ctx.reply(`Hello ${ctx.match}. Your name?`))
    bot.on('message:text', async (ctx) => {
      names.set(ctx.from.id, ctx.message.text)
      await ctx.reply('Is it <b>right</b>?', {
        parse_mode: 'HTML',
        reply_markup: new InlineKeyboard().text('Yes', 'yes').text('No', 'no'),
      })
    })
    bot.callbackQuery('yes', async (ctx) => {
      await ctx.answerCallbackQuery({ text: 'Kept', show_alert: true })
      await ctx.editMessageText(`Kept, ${names.get(ctx.from.id)}`)
    })
    await poll()

    await vera.start('task_12')
    await vera.waitFor('Hello task_12')
    await vera.send('Vera Pavlovna')
    const question = await vera.waitFor('Is it right?')
    const answer = await vera.press('Yes')
    const edited = await vera.waitFor(/Kept/)

    expect(question.entities).toEqual([{ type: 'bold', offset: 6, length: 5 }])
    expect(answer).toEqual({ answered: true, text: 'Kept', show_alert: true })
    expect(edited).toMatchObject({ message_id: question.message_id, text: 'Kept, Vera Pavlovna', keyboard: [] })
    expect(edited.edited_at).toBeDefined()
    expect(telegram.violations()).toEqual([])
  })

  test('is told to stop when a second one polls', async () => {
    const first = bot.api.getUpdates({ timeout: 20 })
    await expect.poll(() => telegram.calls('getUpdates').length).toBe(1)
    const second = bot.api.getUpdates({ timeout: 1 })

    await expect(first).rejects.toMatchObject({
      error_code: 409,
      description: expect.stringContaining('terminated by other getUpdates'),
    })
    await expect(second).resolves.toEqual([])
  })

  test('gets an update again until it confirms it', async () => {
    await vera.send('one')

    const [update] = await bot.api.getUpdates()
    const again = await bot.api.getUpdates()
    const confirmed = await bot.api.getUpdates({ offset: (update?.update_id ?? 0) + 1 })

    expect(again).toEqual([update])
    expect(confirmed).toEqual([])
  })

  test('hears only the kinds of updates it asked for', async () => {
    await bot.api.getUpdates({ allowed_updates: ['my_chat_member'] })
    await vera.start()
    vera.block()

    const updates = await bot.api.getUpdates()

    expect(updates.map((update) => update.my_chat_member?.new_chat_member.status)).toEqual(['kicked'])
  })
})

describe('what Telegram refuses', () => {
  const refused = (code: number, description: string) => ({ error_code: code, description })
  const chat = 7
  beforeEach(() => vera.start())

  test.each([
    ['an empty text', () => bot.api.sendMessage(chat, '  '), 400, 'Bad Request: message text is empty'],
    ['a text over 4096', () => bot.api.sendMessage(chat, 'x'.repeat(4097)), 400, 'Bad Request: message is too long'],
    ['an unknown chat', () => bot.api.sendMessage(999, 'hi'), 400, 'Bad Request: chat not found'],
    [
      'callback data over 64 bytes',
      () => bot.api.sendMessage(chat, 'hi', { reply_markup: new InlineKeyboard().text('ok', 'я'.repeat(33)) }),
      400,
      'Bad Request: BUTTON_DATA_INVALID',
    ],
    [
      'an app without https',
      () =>
        bot.api.sendMessage(chat, 'hi', { reply_markup: new InlineKeyboard().webApp('open', 'http://dela.example') }),
      400,
      "Bad Request: inline keyboard button Web App URL 'http://dela.example' is invalid: Only HTTPS links are allowed",
    ],
    [
      'a tag it does not know',
      () => bot.api.sendMessage(chat, 'я <div>hi</div>', { parse_mode: 'HTML' }),
      400,
      'Bad Request: can\'t parse entities: Unsupported start tag "div" at byte offset 3',
    ],
    [
      'an edit of nothing',
      () => bot.api.editMessageText(chat, 999, 'hi'),
      400,
      'Bad Request: message to edit not found',
    ],
    [
      'an answer to no question',
      () => bot.api.answerCallbackQuery('1'),
      400,
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    ],
    [
      'a command with a space',
      () => bot.api.setMyCommands([{ command: 'a b', description: 'x' }]),
      400,
      'Bad Request: BOT_COMMAND_INVALID',
    ],
    ['deleting nothing', () => bot.api.deleteMessage(chat, 999), 400, 'Bad Request: message to delete not found'],
  ])('%s', async (_what, call, code, description) => {
    await expect(call()).rejects.toMatchObject(refused(code, description))
  })

  test('an edit that changes nothing', async () => {
    const { message_id } = await bot.api.sendMessage(chat, 'same')

    await expect(bot.api.editMessageText(chat, message_id, 'same')).rejects.toMatchObject({
      description: expect.stringContaining('message is not modified: specified new message content'),
    })
    await expect(bot.api.editMessageText(chat, message_id, 'other')).resolves.toMatchObject({ text: 'other' })
  })

  test('an app button in a group', async () => {
    telegram.addGroup({ id: -100, title: 'Team', bots: ['dela_bot'], members: [7] })

    const call = bot.api.sendMessage(-100, 'hi', {
      reply_markup: new InlineKeyboard().webApp('open', 'https://dela.example'),
    })

    await expect(call).rejects.toMatchObject(refused(400, 'Bad Request: BUTTON_TYPE_INVALID'))
  })

  test('writing to someone who never pressed Start, or has blocked the bot', async () => {
    telegram.addUser({ id: 8, first_name: 'Gleb' })
    vera.block()

    await expect(bot.api.sendMessage(8, 'hi')).rejects.toMatchObject(
      refused(403, "Forbidden: bot can't initiate conversation with a user"),
    )
    await expect(bot.api.sendMessage(7, 'hi')).rejects.toMatchObject(
      refused(403, 'Forbidden: bot was blocked by the user'),
    )
    vera.unblock()
    await expect(bot.api.sendMessage(7, 'hi')).resolves.toMatchObject({ text: 'hi' })
  })

  test('an unknown token and an unknown method', async () => {
    const stranger = new Bot('1:x', { client: { apiRoot: telegram.apiRoot } })
    const unknown = await fetch(`${telegram.apiRoot}/bot${TOKEN}/makeCoffee`, { method: 'POST' })

    await expect(stranger.api.getMe()).rejects.toMatchObject(refused(401, 'Unauthorized'))
    expect(unknown.status).toBe(404)
  })

  test('but a Mini App on this machine may do without https', async () => {
    const keyboard = new InlineKeyboard().webApp('open', 'http://localhost:3000/')

    await bot.api.sendMessage(chat, 'hi', { reply_markup: keyboard })

    await expect(vera.press('open')).resolves.toMatchObject({ web_app: 'http://localhost:3000/' })
  })
})

describe('faults on demand', () => {
  beforeEach(() => vera.start())

  test('refusals come with their code, as often as asked, for the chat and method named', async () => {
    telegram.addUser({ id: 8, first_name: 'Gleb' })
    await telegram.person(8).start()
    telegram.fail({ method: 'sendMessage', chat_id: 7, times: 2, how: { kind: '429', retry_after: 3 } })

    await expect(bot.api.sendMessage(8, 'hi')).resolves.toMatchObject({ text: 'hi' })
    await expect(bot.api.sendMessage(7, 'hi')).rejects.toMatchObject({
      error_code: 429,
      parameters: { retry_after: 3 },
    })
    await expect(bot.api.sendMessage(7, 'hi')).rejects.toMatchObject({ error_code: 429 })
    await expect(bot.api.sendMessage(7, 'hi')).resolves.toMatchObject({ text: 'hi' })
    expect(telegram.violations()).toHaveLength(2)
  })

  test.each([
    [{ kind: '500' } as const, 500, {}],
    [{ kind: '403' } as const, 403, {}],
    [{ kind: '401' } as const, 401, {}],
    [{ kind: 'migrate', to: -1001 } as const, 400, { migrate_to_chat_id: -1001 }],
  ])('%o', async (how, error_code, parameters) => {
    telegram.fail({ how })

    const refusal = await bot.api.sendMessage(7, 'hi').catch((error: unknown) => error)

    expect(refusal).toBeInstanceOf(GrammyError)
    expect(refusal).toMatchObject({ error_code, parameters })
    expect(vera.messages()).toHaveLength(1)
  })

  test('formatted text is refused while plain text passes', async () => {
    telegram.fail({ times: Infinity, how: { kind: 'cant_parse' } })

    await expect(bot.api.sendMessage(7, '<b>hi</b>', { parse_mode: 'HTML' })).rejects.toMatchObject({
      description: expect.stringContaining("can't parse entities"),
    })
    await expect(bot.api.sendMessage(7, 'hi')).resolves.toMatchObject({ text: 'hi' })
  })

  test('a cut after delivery leaves the message in the chat and the bot without an answer', async () => {
    telegram.fail({ how: { kind: 'deliver_then_cut' } })

    await expect(bot.api.sendMessage(7, 'delivered')).rejects.toBeInstanceOf(HttpError)
    expect(vera.messages().map(({ text }) => text)).toEqual(['/start', 'delivered'])
    expect(telegram.calls('sendMessage')[0]).not.toHaveProperty('answer')
  })

  test.each([{ kind: 'refuse' } as const, { kind: 'hang', ms: 30 } as const])('%o delivers nothing', async (how) => {
    telegram.fail({ how })

    await expect(bot.api.sendMessage(7, 'lost')).rejects.toBeInstanceOf(HttpError)
    expect(vera.messages().map(({ text }) => text)).toEqual(['/start'])
  })

  test('a slow call is delivered late', async () => {
    telegram.fail({ how: { kind: 'slow', ms: 60 } })
    const sent = performance.now()

    await bot.api.sendMessage(7, 'late')

    expect(performance.now() - sent).toBeGreaterThan(50)
  })
})

describe('rules of speed', () => {
  let time = 1_700_000_000_000
  let paced: SandboxTelegram
  let api: Bot['api']

  beforeEach(async () => {
    paced = await startTelegram({ now: () => time })
    paced.addBot({ token: TOKEN, username: 'dela_bot', name: 'Dela' })
    paced.addGroup({ id: -5, title: 'Team', bots: ['dela_bot'], members: [] })
    for (let id = 1; id <= 40; id++) await paced.addUser({ id, first_name: `P${id}` }).start()
    api = new Bot(TOKEN, { client: { apiRoot: paced.apiRoot } }).api
  })
  afterEach(() => paced.close())

  test('three messages at once, then one a second, break nothing', async () => {
    for (let n = 0; n < 3; n++) await api.sendMessage(1, 'burst')
    for (let n = 0; n < 5; n++) {
      time += 1000
      await api.sendMessage(1, 'pace')
    }

    expect(paced.violations()).toEqual([])
  })

  test('a fourth at once, thirty-one in a second and twenty-one a minute to a group are counted', async () => {
    for (let n = 0; n < 4; n++) await api.sendMessage(1, 'burst')
    const afterBurst = paced.violations()
    time += 5000
    for (let id = 2; id <= 32; id++) await api.sendMessage(id, 'bulk')
    const afterBulk = paced.violations()
    for (let n = 0; n < 21; n++) {
      time += 2000
      await api.sendMessage(-5, 'group')
    }

    expect(afterBurst).toEqual(['dela_bot sent to chat 1 faster than one a second'])
    expect(afterBulk.slice(1)).toEqual(['dela_bot sent more than 30 messages in a second'])
    expect(paced.violations().slice(2)).toEqual(['dela_bot sent more than 20 messages in a minute to group -5'])
  })
})
