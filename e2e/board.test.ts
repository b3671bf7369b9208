import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { removeMember } from '../backend/features/teams/remove-member.ts'
import { everythingKept } from './kept.ts'
import { actAs, ANNA, BORIS, endSessionsOf, findBoard, findTask, openStage, VERA, type Stage } from './stage.ts'

const DESK = { size: 'desktop', viewport: { width: 1440, height: 900 } } as const

let stage: Stage
let path: string

beforeAll(async () => {
  stage = await openStage()
  path = `/boards/${await findBoard(stage.demo, 'Сайт кофейни')}`
})
afterAll(() => stage.close())
afterEach(() => stage.closePages())

const columnOf = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const cardIn = (page: Page, column: string, title: string) => columnOf(page, column).getByRole('link', { name: title })
const titlesIn = (page: Page, column: string) => columnOf(page, column).locator('.title').allTextContents()
const statusOf = async (title: string) => (await findTask(stage.demo, title)).status

async function middleOf(thing: Locator) {
  const box = await thing.boundingBox()
  if (!box) throw new Error('not to be seen')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

test('a card carried by mouse, then by keyboard, is seen to move on the other’s screen', async () => {
  const title = 'Собрать отзывы гостей'
  const [anna, boris] = [await stage.signIn(ANNA, path, DESK), await stage.signIn(BORIS, path, DESK)]
  await cardIn(boris, 'Идеи', title).waitFor()
  const from = await middleOf(cardIn(anna, 'Идеи', title))
  const to = await middleOf(cardIn(anna, 'В работе', 'Тексты для карты лояльности'))

  await anna.mouse.move(from.x, from.y)
  await anna.mouse.down()
  await anna.mouse.move(from.x + 30, from.y, { steps: 3 })
  await anna.mouse.move(to.x, to.y - 10, { steps: 8 })
  await columnOf(anna, 'В работе').locator('.carried').waitFor()
  await anna.mouse.up()

  await cardIn(boris, 'В работе', title).waitFor({ timeout: 5000 })
  const order = ['Сверстать страницу заказа', title, 'Тексты для карты лояльности']
  expect(await titlesIn(boris, 'В работе')).toEqual(order)
  expect(await titlesIn(anna, 'В работе')).toEqual(order)
  expect(await anna.getByRole('dialog').count()).toBe(0)

  await cardIn(boris, 'В работе', title).focus()
  await boris.keyboard.press('Space')
  await boris.getByText(`Взята: ${title}`).waitFor({ state: 'attached' })
  await boris.keyboard.press('ArrowRight')
  await boris.keyboard.press('Space')

  await cardIn(anna, 'На проверке', title).waitFor({ timeout: 5000 })
  expect(await boris.evaluate(() => document.activeElement?.textContent)).toContain(title)
  await expect.poll(() => statusOf(title)).toBe('review')
})

test('Escape puts a carried card back, M asks where to, and Undo takes the move back', async () => {
  const title = 'Купить домен'
  const page = await stage.signIn(ANNA, path, DESK)
  await cardIn(page, 'Готово', title).focus()

  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowLeft')
  await cardIn(page, 'На проверке', title).waitFor()
  await page.keyboard.press('Escape')
  await cardIn(page, 'Готово', title).waitFor()
  expect(await statusOf(title)).toBe('done')

  await page.keyboard.press('m')
  await page.getByRole('dialog', { name: 'Переместить в' }).getByText('Идеи', { exact: true }).click()
  await cardIn(page, 'Идеи', title).waitFor()
  await page.getByRole('status').getByRole('button', { name: 'Вернуть' }).click()
  await cardIn(page, 'Готово', title).waitFor()
  await expect.poll(() => statusOf(title)).toBe('done')
})

test('a finger that holds carries the card to the next column, a finger that swipes only scrolls', async () => {
  const title = 'Снять видео для главной'
  const { page, app } = await stage.openApp(BORIS, path.replace('/boards/', 'board_'))
  const column = (name: string) => app.getByRole('region', { name, exact: true })
  const card = column('Идеи').getByRole('link', { name: title })
  await card.waitFor()
  const finger = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] })
  const { x, y } = await middleOf(card)

  await touch('touchStart', x, y)
  for (const step of [20, 60, 120]) await touch('touchMove', x - step, y)
  await touch('touchEnd')
  expect(await statusOf(title)).toBe('backlog')
  const columns = app.locator('.columns')
  const scrolled = () => columns.evaluate(({ scrollLeft }) => scrollLeft)
  await expect.poll(scrolled).toBeGreaterThan(0)
  await expect
    .poll(async () => {
      await columns.evaluate((element) => element.scrollTo({ left: 0, behavior: 'instant' }))
      return (await middleOf(card)).x
    })
    .toBe(x)

  const start = { x, y }
  await touch('touchStart', start.x, start.y)
  await app.locator('[data-ghost]').waitFor()
  await touch('touchMove', 370, start.y)
  await touch('touchMove', 346, start.y)
  await column('К работе').locator('.carried').waitFor()
  await touch('touchEnd')

  await column('К работе').getByRole('link', { name: title }).waitFor()
  await expect.poll(() => statusOf(title)).toBe('todo')
  expect(await app.getByRole('dialog').count()).toBe(0)
})

test('whoever is removed from a team loses it on the open screen at once, and on the device', async () => {
  const page = await stage.signIn(VERA, path, DESK)
  await cardIn(page, 'К работе', 'Согласовать меню с шефом').waitFor()
  const anna = await actAs(stage.demo, ANNA)
  const { team_id } = await findTask(stage.demo, 'Купить домен')

  await removeMember(anna, { team_id, user_id: (await actAs(stage.demo, VERA)).actor.user_id })

  await page.getByText('There is no such board').waitFor({ timeout: 5000 })
  await expect.poll(async () => await page.locator('body').textContent()).not.toMatch(/кофейн|Маяк|десерт/i)
  await expect.poll(() => everythingKept(page)).not.toMatch(/кофейн|Маяк|десерт/i)
  await page.goto(`${stage.demo.url}/my-day`)
  await page.getByRole('main').getByRole('link', { name: 'Book the stage' }).waitFor()
  expect(await page.locator('body').textContent()).not.toMatch(/кофейн|Маяк|десерт/i)
})

test('a session that was ended elsewhere leads to the sign-in page', async () => {
  const page = await stage.signIn(BORIS, path, DESK)
  await cardIn(page, 'К работе', 'Согласовать меню с шефом').waitFor()

  await endSessionsOf(stage.demo, BORIS)

  await page.getByText('Откройте бота в Telegram.').waitFor({ timeout: 10_000 })
  expect(await page.locator('body').textContent()).not.toContain('Согласовать меню')
})
