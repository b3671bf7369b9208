import type { FrameLocator } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addReminder } from '../backend/features/reminders/add-reminder.ts'
import { translate } from '../backend/texts/texts.ts'
import { actAs, ANNA, BORIS, findBoard, findTask, GLEB, openStage, VERA, type Stage } from './stage.ts'

const SMALL = { viewport: { width: 360, height: 640 } }

let stage: Stage

beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

/** The words of one language: the journey is the same. */
const RUSSIAN = {
  locale: 'ru-RU',
  language: 'ru' as 'ru' | 'en',
  giver: ANNA,
  doer: BORIS,
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
  giver: VERA,
  doer: GLEB,
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
    const { demo } = stage
    const look = { ...SMALL, locale: words.locale }
    const chat = await stage.openPage(`/sandbox?user=${words.giver}`, look)
    const say = async (text: string) => {
      await chat.getByRole('textbox', { name: words.message }).fill(text)
      await chat.getByRole('button', { name: words.send, exact: true }).click()
    }
    const asked = (key: string) => chat.getByText(translate(words.language, key)).last().waitFor()
    const press = (name: string) => chat.getByRole('button', { name, exact: true }).last().click()
    const doer = demo.telegram.person(words.doer)
    const boardId = await findBoard(demo, words.board)

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

    const { app: mine, page } = await stage.openApp(words.giver, `board_${boardId}`, look)
    const { app: theirs, page: theirPage } = await stage.openApp(words.doer, `board_${boardId}`, look)
    const column = (app: FrameLocator, name: string) => app.getByRole('region', { name, exact: true })
    await column(theirs, words.todo).getByRole('link', { name: words.title }).waitFor()
    await column(theirs, words.todo)
      .getByRole('button', { name: `${words.move}: ${words.title}` })
      .click()
    await theirs.getByRole('dialog').getByText(words.doing, { exact: true }).click()
    await column(theirs, words.doing).getByRole('link', { name: words.title }).waitFor()
    await column(mine, words.doing).getByRole('link', { name: words.title }).waitFor({ timeout: 5000 })

    for (const each of [page, theirPage]) await each.goto('about:blank')
    await expect.poll(countPresent).toBe(0)
    await remindSoon(words.title, words.doer)
    const reminder = await doer.waitFor(words.remind, demo.bot.username, 20_000)
    expect(reminder.text).toContain(words.title)
    await doer.press(words.finish)

    const { app: after } = await stage.openApp(words.giver, `task_${(await findTask(demo, words.title)).id}`, look)
    await after.getByRole('button', { name: words.history }).click()
    await after.getByText(words.done).last().waitFor()
    expect((await findTask(demo, words.title)).status).toBe('done')
    expect(demo.telegram.violations()).toEqual([])
  }, 90_000)
})

async function countPresent(): Promise<number> {
  const rows = await stage.demo.dela.house.database.read.selectFrom('presence').select('socket').execute()
  return rows.length
}

/** A reminder the person chose for two seconds from now. */
async function remindSoon(title: string, telegram_id: number) {
  const remind_at = new Date(Date.now() + 2000).toISOString()
  const { id } = await findTask(stage.demo, title)
  await addReminder(await actAs(stage.demo, telegram_id), { task_id: id, remind_at })
}
