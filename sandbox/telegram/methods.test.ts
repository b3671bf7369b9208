import { conversations, createConversation, type ConversationFlavor } from '@grammyjs/conversations'
import { isValid, parse } from '@telegram-apps/init-data-node'
import { Bot, InputFile, Keyboard, type Context } from 'grammy'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTelegram } from './server.ts'
import type { Person, SandboxTelegram } from './types.ts'

const TOKEN = '100200:sandbox-token'

let telegram: SandboxTelegram
let vera: Person
let bot: Bot<ConversationFlavor<Context>>

beforeEach(async () => {
  telegram = await startTelegram()
  telegram.addBot({ token: TOKEN, username: 'dela_bot', name: 'Dela' })
  vera = telegram.addUser({ id: 7, first_name: 'Vera', language_code: 'ru' })
  bot = new Bot(TOKEN, { client: { apiRoot: telegram.apiRoot } })
  await vera.start()
})

afterEach(async () => {
  if (bot.isRunning()) await bot.stop()
  await telegram.close()
})

test('a conversation of two messages runs over it', async () => {
  bot.use(conversations())
  bot.use(
    createConversation(
      async (talk, ctx) => {
        await ctx.reply('Title?')
        const title = await talk.form.text()
        await ctx.reply('Due?')
        const due = await talk.form.text()
        await ctx.reply(`${title} until ${due}`)
      },
      { id: 'new' },
    ),
  )
  bot.command('new', (ctx) => ctx.conversation.enter('new'))
  void bot.start()

  await vera.send('/new')
  await vera.waitFor('Title?')
  await vera.send('Buy tea')
  await vera.waitFor('Due?')
  await vera.send('Friday')

  await expect(vera.waitFor('Buy tea until Friday')).resolves.toBeDefined()
})

test('files travel both ways and belong to one bot', async () => {
  const sent = await bot.api.sendDocument(7, new InputFile(Buffer.from('tasks'), 'tasks.csv'), {
    caption: 'All of them',
  })
  await vera.sendFile(new File(['scan'], 'scan.pdf', { type: 'application/pdf' }))
  const [, update] = await bot.api.getUpdates()
  const path = (await bot.api.getFile(update?.message?.document?.file_id ?? '')).file_path
  const download = await fetch(`${telegram.apiRoot}/file/bot${TOKEN}/${path}`)
  const again = await bot.api.sendDocument(7, sent.document.file_id)

  telegram.addBot({ token: '300:other', username: 'other_bot', name: 'Other' })
  const other = new Bot('300:other', { client: { apiRoot: telegram.apiRoot } })

  expect(sent).toMatchObject({ caption: 'All of them', document: { file_name: 'tasks.csv', file_size: 5 } })
  expect(Buffer.from(vera.file(sent.document.file_id)?.bytes ?? []).toString()).toBe('tasks')
  expect(await download.text()).toBe('scan')
  expect(again.document.file_id).toBe(sent.document.file_id)
  await expect(other.api.getFile(sent.document.file_id)).rejects.toMatchObject({
    description: 'Bad Request: invalid file_id',
  })
})

test('copies, forwards, replies, pins and reactions', async () => {
  const { message_id } = await bot.api.sendMessage(7, 'first')
  const copy = await bot.api.copyMessage(7, 7, message_id, { reply_parameters: { message_id } })
  await bot.api.forwardMessage(7, 7, message_id)
  await bot.api.pinChatMessage(7, message_id)
  await bot.api.setMessageReaction(7, message_id, [{ type: 'emoji', emoji: '👍' }])
  await bot.api.deleteMessage(7, message_id)

  expect(vera.messages().slice(1)).toMatchObject([
    { message_id: copy.message_id, text: 'first', reply_to_message_id: message_id },
    { text: 'first', forwarded: true },
  ])
  expect(vera.screen().pinned).toBeUndefined()
  await expect(bot.api.copyMessage(7, 7, message_id)).rejects.toMatchObject({
    description: 'Bad Request: message to copy not found',
  })
})

test('commands and the menu button are chosen by language, scope and chat', async () => {
  await bot.api.setMyCommands([{ command: 'new', description: 'New task' }])
  await bot.api.setMyCommands([{ command: 'new', description: 'Новая задача' }], { language_code: 'ru' })
  await bot.api.setChatMenuButton({
    menu_button: { type: 'web_app', text: 'Tasks', web_app: { url: 'https://dela.example/' } },
  })
  const gleb = telegram.addUser({ id: 8, first_name: 'Gleb', language_code: 'en' })

  expect(vera.screen()).toMatchObject({ commands: [{ description: 'Новая задача' }], menu_button: { text: 'Tasks' } })
  expect(gleb.screen().commands).toEqual([{ command: 'new', description: 'New task' }])
  await bot.api.setMyCommands([{ command: 'team', description: 'Team' }], { scope: { type: 'chat', chat_id: 8 } })
  expect(gleb.screen().commands).toEqual([{ command: 'team', description: 'Team' }])
})

test('a reply keyboard is pressed by its words and taken away', async () => {
  await bot.api.sendMessage(7, 'Choose', { reply_markup: new Keyboard().text('Mine').text('All').oneTime() })

  await vera.press('Mine')

  expect(vera.messages().at(-1)).toMatchObject({ from: 'person', text: 'Mine' })
  expect(vera.screen().reply_keyboard).toBeUndefined()
  await expect(vera.press('Mine')).rejects.toThrow("No button 'Mine'")
})

test('an old client presses a button that is gone, and hears nothing from a bot that stays silent', async () => {
  const heard: string[] = []
  bot.on('callback_query:data', async (ctx) => {
    heard.push(ctx.callbackQuery.data)
    if (ctx.callbackQuery.data === 'gone') await ctx.answerCallbackQuery('Too late')
  })
  void bot.start()
  const { message_id } = await bot.api.sendMessage(7, 'Task')

  await expect(vera.pressData({ message_id, data: 'gone' })).resolves.toMatchObject({
    answered: true,
    text: 'Too late',
  })
  await expect(vera.pressData({ message_id, data: 'silent' }, undefined, 100)).resolves.toEqual({
    answered: false,
    show_alert: false,
  })
  expect(heard).toEqual(['gone', 'silent'])
})

test('an inline query gets its results', async () => {
  bot.on('inline_query', (ctx) =>
    ctx.answerInlineQuery([
      { type: 'article', id: '1', title: ctx.inlineQuery.query, input_message_content: { message_text: 'x' } },
    ]),
  )
  void bot.start()

  await expect(vera.query('milk')).resolves.toMatchObject([{ title: 'milk' }])
})

test('launch data is signed by the bot and says whether it may write', async () => {
  const raw = telegram.initData(TOKEN, 7, { start_param: 'task_12' })

  expect(isValid(raw, TOKEN)).toBe(true)
  expect(isValid(raw, '100200:another')).toBe(false)
  expect(parse(raw)).toMatchObject({
    user: { id: 7, allows_write_to_pm: true },
    start_param: 'task_12',
    chat_type: 'private',
  })
})

test('write access given in the Mini App lets the bot write first', async () => {
  const gleb = telegram.addUser({ id: 8, first_name: 'Gleb' })

  gleb.allowWriting()

  await expect(bot.api.sendMessage(8, 'hi')).resolves.toMatchObject({ text: 'hi' })
  expect((await bot.api.getUpdates()).at(-1)?.message?.write_access_allowed).toEqual({ from_request: true })
})

test('waiting skips what was there before the last word and tells what it saw', async () => {
  await bot.api.sendMessage(7, 'old news')
  await vera.send('anything new?')

  await expect(vera.waitFor('news', undefined, 50)).rejects.toThrow('waited 50 ms for news and saw:')
})
