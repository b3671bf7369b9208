import type { FrameLocator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createInvite } from '../backend/features/teams/create-invite.ts'
import { blockStorage } from './block-storage.ts'
import { actAs, ANNA, findBoard, findTask, GLEB, NINA, openStage, type Stage } from './stage.ts'

let stage: Stage
let boardId: number
let taskId: number
let projectId: number
let teamId: number

beforeAll(async () => {
  stage = await openStage()
  boardId = await findBoard(stage.demo, 'Сайт кофейни')
  const task = await findTask(stage.demo, 'Сверстать страницу заказа')
  taskId = task.id
  projectId = task.project_id
  teamId = task.team_id
})
afterAll(() => stage.close())
afterEach(() => stage.closePages())

const heading = (app: FrameLocator | Page, name: string | RegExp) => app.getByRole('heading', { name, level: 1 })

describe('a link of Telegram opens', () => {
  test('the task it names, over a page one can go back to', async () => {
    const { page, app } = await stage.openApp(ANNA, `task_${taskId}`)

    await app.getByRole('dialog', { name: `Задача ${taskId}` }).waitFor()
    expect(await app.getByRole('textbox', { name: 'Название' }).inputValue()).toBe('Сверстать страницу заказа')
    await page.getByRole('button', { name: 'Назад' }).click()

    await heading(app, 'Мои задачи').waitFor()
    expect(await app.getByRole('dialog').count()).toBe(0)
  })

  test('the project, the board, and its own first page for a word it does not know', async () => {
    const project = await stage.openApp(ANNA, `project_${projectId}`)
    await project.app.getByText('О проекте').waitFor()
    await heading(project.app, 'Сайт кофейни').waitFor()
    const board = await stage.openApp(ANNA, `board_${boardId}`)
    await board.app.getByRole('region', { name: 'К работе' }).getByRole('link').first().waitFor()
    const unknown = await stage.openApp(ANNA, 'nonsense_5')
    await heading(unknown.app, 'Мои задачи').waitFor()
  })

  test('a task that is not the person’s own to see as one that does not exist', async () => {
    const { app } = await stage.openApp(ANNA, 'task_999999')
    await app.getByText('Такой задачи нет, или вы её не видите.').waitFor()
    const foreign = await stage.openApp(NINA, `task_${taskId}`)

    await foreign.app.getByText('Такой задачи нет, или вы её не видите.').waitFor()
  })

  test('an invitation, which lets the newcomer into the team', async () => {
    const { token } = await createInvite(await actAs(stage.demo, ANNA), { team_id: teamId, role: 'member', uses: 1 })
    const { app } = await stage.openApp(NINA, `invite_${token}`)

    await app.getByRole('button', { name: 'Вступить' }).click()

    await heading(app, 'Студия «Маяк»').waitFor()
    await app.getByText('Нина').first().waitFor()
    const again = await stage.openApp(GLEB, `invite_${token}`)
    await again.app.getByRole('button', { name: 'Join' }).click()
    await again.app.getByRole('alert').getByText('This invitation').waitFor()
  })
})

test('the Back button leads home over every step taken, and is gone at home', async () => {
  const { page, app } = await stage.openApp(ANNA, '')
  const back = page.getByRole('button', { name: 'Назад' })
  await heading(app, 'Мои задачи').waitFor()
  expect(await back.isVisible()).toBe(false)

  await app.getByRole('link', { name: 'Проекты' }).click()
  await app.getByRole('main').getByRole('link', { name: 'Сайт кофейни' }).click()
  await app.getByRole('link', { name: 'Сверстать страницу заказа' }).click()
  await app.getByRole('dialog').getByRole('button', { name: 'Завершить' }).waitFor()
  await back.click()
  await app.getByRole('dialog').waitFor({ state: 'detached' })
  await heading(app, 'Сайт кофейни').waitFor()
  await back.click()
  await heading(app, 'Проекты').waitFor()
  await back.click()
  await heading(app, 'Мои задачи').waitFor()

  await back.waitFor({ state: 'hidden' })
})

test('Telegram’s own button creates the task, and its settings item opens the settings', async () => {
  const { page, app } = await stage.openApp(ANNA, '')
  await app.getByRole('button', { name: 'Новая задача' }).click()
  await app.getByRole('textbox', { name: 'Название' }).fill('Из Telegram')

  await page.getByRole('button', { name: 'Создать' }).click()

  await app.getByRole('link', { name: 'Из Telegram' }).waitFor()
  await page.getByRole('button', { name: 'Ещё' }).click()
  await page.getByRole('menuitem', { name: 'Настройки' }).click()
  await heading(app, 'Настройки').waitFor()
})

test('with its storage blocked, as a browser may in a foreign frame, the app starts and works', async () => {
  const { page, app } = await stage.openApp(ANNA, `board_${boardId}`, { prepare: blockStorage })
  await app.getByRole('button', { name: 'Переместить: Собрать отзывы гостей' }).click()
  await app.getByRole('dialog').getByText('К работе', { exact: true }).click()
  await app.getByRole('region', { name: 'К работе' }).getByRole('link', { name: 'Собрать отзывы гостей' }).waitFor()
  await expect.poll(async () => (await findTask(stage.demo, 'Собрать отзывы гостей')).status).toBe('todo')
  await app.getByRole('link', { name: 'Настройки' }).click()
  await heading(app, 'Настройки').waitFor()

  expect(await page.locator('iframe').count()).toBe(1)
})

describe('in a browser each address opens its page by itself', () => {
  const pages: [path: () => string, opens: (page: Page) => Promise<unknown>][] = [
    [() => '/', (page) => heading(page, 'Мои задачи').waitFor()],
    [() => '/my-day/', (page) => heading(page, 'Мои задачи').waitFor()],
    [() => '/projects', (page) => heading(page, 'Проекты').waitFor()],
    [() => `/projects/${projectId}`, (page) => page.getByText('О проекте').waitFor()],
    [() => `/boards/${boardId}`, (page) => page.getByRole('region', { name: 'В работе' }).waitFor()],
    [() => `/tasks/${taskId}`, (page) => page.getByRole('dialog', { name: `Задача ${taskId}` }).waitFor()],
    [() => `/teams/${teamId}`, (page) => page.getByText('Участники').waitFor()],
    [() => '/notifications', (page) => heading(page, 'Уведомления').waitFor()],
    [() => '/settings', (page) => heading(page, 'Настройки').waitFor()],
    [() => '/invite', (page) => page.getByText('Это приглашение уже использовано или устарело').waitFor()],
    [() => '/boards/999999', (page) => page.getByText('Такой доски нет, или вы её не видите.').waitFor()],
    [() => '/projects/999999', (page) => page.getByText('Такого проекта нет, или вы его не видите.').waitFor()],
    [() => '/teams/999999', (page) => page.getByText('Такой команды нет, или вы в ней не состоите.').waitFor()],
    [() => '/nowhere', (page) => heading(page, 'Такой страницы нет').waitFor()],
    [() => '/login', (page) => page.waitForURL('**/my-day')],
  ]

  test('and none is blank or English for a Russian', async () => {
    const page = await stage.signIn(ANNA, '/', { size: 'desktop' })
    for (const [path, opens] of pages) {
      await page.goto(stage.demo.url + path())
      await opens(page)
      await expect.poll(() => page.title()).not.toBe('')
    }
  })
})
