import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, FrameLocator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '../backend/core/actor.ts'
import { makeContext } from '../backend/core/context.ts'
import { addReminder } from '../backend/features/reminders/add-reminder.ts'
import { freePort } from '../backend/testing/process.ts'
import { translate } from '../backend/texts/texts.ts'
import { startDemo, type Demo } from '../sandbox/demo.ts'
import { launchBrowser, phone } from './browser.ts'

const SMALL = { viewport: { width: 360, height: 640 } }

let browser: Browser
let demo: Demo
let folder: string
let pages: Page[]

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dela-journey-'))
  demo = await startDemo({ port: await freePort(), folder, log_level: 'error', print: () => {} })
  pages = []
})
afterEach(async () => {
  for (const page of pages) await page.context().close()
  await demo.close()
  rmSync(folder, { recursive: true, force: true })
})

async function openPage(path: string, locale: string): Promise<Page> {
  const page = await (await phone(browser, { ...SMALL, locale })).newPage()
  pages.push(page)
  page.on('pageerror', (error) => {
    throw error
  })
  await page.goto(demo.url + path)
  return page
}

const openChat = (user: number, locale: string) => openPage(`/sandbox?user=${user}`, locale)

async function openApp(user: number, locale: string, startapp: string): Promise<FrameLocator> {
  const lang = locale.slice(0, 2)
  const page = await openPage(
    `/sandbox/app?user=${user}&bot=${demo.bot.username}&lang=${lang}&startapp=${startapp}`,
    locale,
  )
  return page.frameLocator('iframe')
}

/** The words of one language: the journey is the same. */
const RUSSIAN = {
  locale: 'ru-RU',
  language: 'ru' as 'ru' | 'en',
  giver: 5001,
  doer: 5002,
  board: 'Сайт кофейни',
  message: 'Сообщение',
  send: 'Отправить',
  title: 'Заказать стаканы <b>с логотипом</b> & крышки',
  assignee: 'Борис Ким',
  due: 'через 2 часа',
  priority: 'высокий',
  create: 'Создать',
  todo: 'К работе',
  doing: 'В работе',
  done: 'Готово',
  move: 'Переместить',
  assigned: /поручает вам задачу/,
  remind: /^Срок|^Напоминание/,
  finish: '✓ Готово',
  history: 'Что происходило',
}
const ENGLISH: typeof RUSSIAN = {
  locale: 'en-GB',
  language: 'en',
  giver: 5003,
  doer: 5004,
  board: 'Autumn fair',
  message: 'Message',
  send: 'Send',
  title: 'Order cups <b>with the logo</b> & lids',
  assignee: 'Gleb',
  due: 'in 2 hours',
  priority: 'high',
  create: 'Create',
  todo: 'To do',
  doing: 'In progress',
  done: 'Done',
  move: 'Move to',
  assigned: /gave you the task/,
  remind: /is due|^Reminder/,
  finish: '✓ Done',
  history: 'What happened',
}

describe.each([RUSSIAN, ENGLISH])('in $locale', (words) => {
  test('a task travels from the chat over two boards to Done, and is told, reminded of and remembered', async () => {
    const chat = await openChat(words.giver, words.locale)
    const say = async (text: string) => {
      await chat.getByRole('textbox', { name: words.message }).fill(text)
      await chat.getByRole('button', { name: words.send, exact: true }).click()
    }
    const asked = (key: string) => chat.getByText(translate(words.language, key)).last().waitFor()
    const press = (name: string) => chat.getByRole('button', { name, exact: true }).last().click()
    const doer = demo.telegram.person(words.doer)
    const boardId = await findBoard(words.board)

    await say('/new')
    await asked('bot-new-title')
    await say(words.title)
    await asked('bot-new-project')
    await press(words.board)
    await asked('bot-new-assignee')
    await press(words.assignee)
    await asked('bot-new-due')
    await say(words.due)
    await asked('bot-new-priority')
    await press(words.priority)
    await asked('bot-new-confirm')
    await press(words.create)

    await expect
      .poll(() => doer.messages().some(({ text }) => words.assigned.test(text) && text.includes(words.title)), {
        timeout: 10_000,
      })
      .toBe(true)

    const mine = await openApp(words.giver, words.locale, `board_${boardId}`)
    const theirs = await openApp(words.doer, words.locale, `board_${boardId}`)
    const column = (app: FrameLocator, name: string) => app.getByRole('region', { name, exact: true })
    await column(theirs, words.todo).getByRole('link', { name: words.title }).waitFor()
    await column(theirs, words.todo)
      .getByRole('button', { name: `${words.move}: ${words.title}` })
      .click()
    await theirs.getByRole('dialog').getByText(words.doing, { exact: true }).click()
    await column(theirs, words.doing).getByRole('link', { name: words.title }).waitFor()
    await column(mine, words.doing).getByRole('link', { name: words.title }).waitFor({ timeout: 5000 })

    for (const page of pages.slice(1)) await page.goto('about:blank')
    await expect.poll(countPresent).toBe(0)
    await remindSoon(words.title, words.doer)
    const reminder = await doer.waitFor(words.remind, demo.bot.username, 20_000)
    expect(reminder.text).toContain(words.title)
    await doer.press(words.finish)

    const after = await openApp(words.giver, words.locale, `task_${await findTask(words.title)}`)
    await after.getByRole('button', { name: words.history }).click()
    await after.getByText(words.done).last().waitFor()
    expect(await statusOf(words.title)).toBe('done')
    expect(demo.telegram.violations()).toEqual([])
  }, 90_000)
})

const read = () => demo.dela.house.database.read

async function findBoard(project: string): Promise<number> {
  const row = await read()
    .selectFrom('boards')
    .innerJoin('projects', 'projects.id', 'boards.project_id')
    .select('boards.id')
    .where('projects.name', '=', project)
    .executeTakeFirstOrThrow()
  return row.id
}

const findTaskRow = (title: string) =>
  read().selectFrom('tasks').select(['id', 'status']).where('title', '=', title).executeTakeFirstOrThrow()
const findTask = async (title: string) => (await findTaskRow(title)).id
const statusOf = async (title: string) => (await findTaskRow(title)).status

async function countPresent(): Promise<number> {
  const rows = await read().selectFrom('presence').select('socket').execute()
  return rows.length
}

/** A reminder the person chose for two seconds from now. */
async function remindSoon(title: string, telegram_id: number) {
  const { house } = demo.dela
  const user = await read()
    .selectFrom('users')
    .selectAll()
    .where('telegram_id', '=', telegram_id)
    .executeTakeFirstOrThrow()
  const actor: Actor = {
    user_id: user.id,
    name: user.name,
    locale: user.locale,
    time_zone: user.time_zone,
    via: 'miniapp',
    ip: null,
    user_agent: null,
  }
  const remind_at = new Date(Date.now() + 2000).toISOString()
  await addReminder(makeContext(house, actor), { task_id: await findTask(title), remind_at })
}
