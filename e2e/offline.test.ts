import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createTask } from '../backend/features/tasks/create-task.ts'
import { CreateTask } from '../backend/features/tasks/contract.ts'
import { updateProject } from '../backend/features/projects/update-project.ts'
import { everythingKept } from './kept.ts'
import { actAs, ANNA, BORIS, entriesOf, findBoard, findTask, openStage, VERA, type Stage } from './stage.ts'

const DESK = { size: 'desktop' } as const
const UNSENT = 'ещё не отправлено'

let stage: Stage
let boardId: number

beforeAll(async () => {
  stage = await openStage()
  boardId = await findBoard(stage.demo, 'Сайт кофейни')
})
afterAll(() => stage.close())
afterEach(() => stage.closePages())

const board = (page: Page) => page.getByRole('main')
const cardOf = (page: Page, title: string) => board(page).getByRole('listitem').filter({ hasText: title })
const columnOf = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const lineOf = (page: Page, text: string | RegExp) => page.getByRole('status').getByText(text)

async function openBoard(user: number) {
  const page = await stage.signIn(user, `/boards/${boardId}`, DESK)
  await columnOf(page, 'К работе').getByRole('link').first().waitFor()
  return page
}

async function addTask(title: string) {
  const task = await createTask(await actAs(stage.demo, ANNA), CreateTask.parse({ title, board_id: boardId }))
  return task.id
}

async function write(page: Page, title: string) {
  await page.getByRole('button', { name: 'Новая задача: К работе' }).click()
  await page.getByRole('textbox', { name: 'Название' }).fill(title)
  await page.getByRole('button', { name: 'Создать' }).click()
}

test('without a line one goes on: a plain word says so, what was done waits visibly and is sent once', async () => {
  const task_id = await addTask('Позвонить поставщику')
  const page = await openBoard(ANNA)
  await cardOf(page, 'Позвонить поставщику').waitFor()

  await page.context().setOffline(true)
  await lineOf(page, 'Нет связи. Показано то, что помнит это устройство.').waitFor()
  await write(page, 'Придумано в лифте')
  await cardOf(page, 'Придумано в лифте').getByText(UNSENT).waitFor()
  await page.getByRole('button', { name: 'Переместить: Позвонить поставщику' }).click()
  await page.getByRole('dialog').getByText('В работе', { exact: true }).click()
  await columnOf(page, 'В работе').getByRole('listitem').filter({ hasText: 'Позвонить' }).getByText(UNSENT).waitFor()
  await page.getByRole('link', { name: 'Позвонить поставщику' }).click()
  await page.getByRole('textbox', { name: 'Название' }).fill('Позвонить поставщику зерна')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await page.keyboard.press('Escape')
  await cardOf(page, 'Позвонить поставщику зерна').waitFor()
  await lineOf(page, 'Нет связи. 3 изменения уйдут, когда она появится.').waitFor()
  expect(await entriesOf(stage.demo, task_id)).toEqual(['task_created'])

  await page.context().setOffline(false)

  await lineOf(page, /Нет связи/).waitFor({ state: 'hidden' })
  await expect.poll(() => page.getByText(UNSENT).count()).toBe(0)
  const made = await findTask(stage.demo, 'Придумано в лифте')
  expect(await entriesOf(stage.demo, made.id)).toEqual(['task_created'])
  expect(await entriesOf(stage.demo, task_id)).toEqual(['task_created', 'task_updated', 'task_updated'])
  expect(await findTask(stage.demo, 'Позвонить поставщику зерна')).toMatchObject({ id: task_id, status: 'in_progress' })
})

test('an answer lost on its way does not make the task twice', async () => {
  const page = await openBoard(ANNA)
  let lost = 0
  await page.route('**/api/v1/tasks', async (route) => {
    if (route.request().method() !== 'POST' || lost++ > 0) return route.continue()
    await route.fetch()
    await route.abort()
  })

  await write(page, 'Дошло, но без ответа')
  await cardOf(page, 'Дошло, но без ответа').waitFor()
  await expect.poll(() => lost).toBe(2)
  await expect.poll(() => page.getByText(UNSENT).count()).toBe(0)

  const { id } = await findTask(stage.demo, 'Дошло, но без ответа')
  expect(await entriesOf(stage.demo, id)).toEqual(['task_created'])
  expect(await cardOf(page, 'Дошло, но без ответа').count()).toBe(1)
})

test('a typed text and what was not sent yet survive a reload without a server, and are sent once it is there', async () => {
  const task_id = await addTask('Купить молоко')
  const page = await openBoard(ANNA)
  await cardOf(page, 'Купить молоко').waitFor()
  for (const kept of ['Купить молоко', 'personal_team_id'])
    await expect.poll(() => everythingKept(page)).toContain(kept)
  await page.route('**/api/**', (route) => route.abort())
  await write(page, 'Записано без сервера')
  await cardOf(page, 'Записано без сервера').getByText(UNSENT).waitFor()
  await page.getByRole('link', { name: 'Купить молоко' }).click()
  await page.getByRole('textbox', { name: 'Описание' }).fill('Овсяное, два пакета')

  await page.reload()

  await page.getByRole('dialog').getByRole('textbox', { name: 'Описание' }).waitFor()
  expect(await page.getByRole('textbox', { name: 'Описание' }).inputValue()).toBe('Овсяное, два пакета')
  await page.unroute('**/api/**')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await expect
    .poll(async () => (await findTask(stage.demo, 'Купить молоко')).description, { timeout: 20_000 })
    .toBe('Овсяное, два пакета')
  await expect.poll(() => countTasks('Записано без сервера'), { timeout: 20_000 }).toBe(1)
  expect(await entriesOf(stage.demo, task_id)).toEqual(['task_created', 'task_updated'])
})

test('a change that is refused later is undone, with words', async () => {
  await addTask('Чужая карточка')
  const page = await openBoard(VERA)
  await cardOf(page, 'Чужая карточка').waitFor()
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Move to: Чужая карточка' }).click()
  await page.getByRole('dialog').getByText('Готово', { exact: true }).click()
  await columnOf(page, 'Готово').getByRole('link', { name: 'Чужая карточка' }).waitFor()
  const { project_id } = await findTask(stage.demo, 'Чужая карточка')
  await updateProject(await actAs(stage.demo, ANNA), { project_id, movers: 'involved' })

  await page.context().setOffline(false)

  await lineOf(page, 'You may not move this task.').waitFor({ timeout: 15_000 })
  await columnOf(page, 'К работе').getByRole('link', { name: 'Чужая карточка' }).waitFor()
  expect((await findTask(stage.demo, 'Чужая карточка')).status).toBe('todo')
})

test('two people change one title without a line: the second is told, and has both texts', async () => {
  const task_id = await addTask('Назвать десерт')
  const [anna, boris] = [await openBoard(ANNA), await openBoard(BORIS)]
  const rename = async (page: Page, title: string) => {
    await page.getByRole('link', { name: 'Назвать десерт' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Завершить' }).waitFor()
    await page.context().setOffline(true)
    await page.getByRole('textbox', { name: 'Название' }).fill(title)
    await page.getByRole('button', { name: 'Сохранить' }).click()
  }
  await rename(anna, 'Десерт «Маяк»')
  await rename(boris, 'Десерт «Прилив»')
  await anna.context().setOffline(false)
  await expect.poll(() => entriesOf(stage.demo, task_id)).toHaveLength(2)

  await boris.context().setOffline(false)

  await boris.getByRole('dialog').getByText('Задачу тем временем изменил кто-то другой.').waitFor({ timeout: 15_000 })
  const title = boris.getByRole('textbox', { name: 'Название' })
  expect(await title.inputValue()).toBe('Десерт «Прилив»')
  expect((await findTask(stage.demo, 'Десерт «Маяк»')).id).toBe(task_id)
  await boris.getByRole('button', { name: 'Отмена' }).click()
  expect(await title.inputValue()).toBe('Десерт «Маяк»')
  await title.fill('Десерт «Прилив»')
  await boris.getByRole('button', { name: 'Сохранить' }).click()
  await anna.getByRole('dialog').getByRole('textbox', { name: 'Название' }).waitFor()
  await expect.poll(() => anna.getByRole('textbox', { name: 'Название' }).inputValue()).toBe('Десерт «Прилив»')
})

const countTasks = async (title: string) =>
  (await stage.demo.dela.house.database.read.selectFrom('tasks').select('id').where('title', '=', title).execute())
    .length
