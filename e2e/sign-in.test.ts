import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ANNA, endSessionsOf, loginLink, NINA, openStage, signInOn, VERA, type Stage } from './stage.ts'
import { everythingKept } from './kept.ts'

const DESK = { size: 'desktop' } as const

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())
afterEach(() => stage.closePages())

const signOut = async (page: Page) => {
  await page.goto(`${stage.demo.url}/settings`)
  await page.getByRole('button', { name: /^(Выйти|Sign out)$/ }).click()
  await page.waitForURL('**/login')
}

test('the bot gives a link, a press on its page signs in, and a reload does not sign out', async () => {
  const anna = stage.demo.telegram.person(ANNA)
  await anna.send('/login')
  const link = /http:\S+\/login#t=[\w-]+/.exec((await anna.waitFor(/\/login#t=/)).text)?.[0] ?? ''
  const page = await stage.openPage('/login', DESK)
  await page.getByText('Откройте бота в Telegram.').waitFor()

  await page.goto(link)
  await page.getByRole('main').getByRole('button', { name: 'Войти' }).waitFor()
  expect(await page.getByRole('navigation').count()).toBe(0)
  await page.getByRole('main').getByRole('button', { name: 'Войти' }).click()
  await page.getByRole('heading', { name: 'Мои задачи' }).waitFor()

  await page.reload()
  await page.getByRole('link', { name: 'Тексты для карты лояльности' }).waitFor()
  expect(page.url()).toBe(`${stage.demo.url}/my-day`)
  expect(await page.evaluate(() => document.cookie)).toBe('')
})

test('a preview that opens the link does not spend it; a second press on it is refused in words', async () => {
  const link = await loginLink(stage.demo, ANNA)
  expect((await fetch(link)).status).toBe(200)
  const preview = await stage.openPage('/login', DESK)
  await preview.goto(link)
  await preview.getByRole('main').getByRole('button', { name: 'Войти' }).waitFor()
  const first = await stage.openPage('/login', DESK)
  await signInOn(first, link)

  await preview.getByRole('main').getByRole('button', { name: 'Войти' }).click()

  await preview.getByRole('alert').getByText('Эта ссылка уже использована или устарела').waitFor()
  await preview.getByText('Напишите ему /login.').waitFor()
  expect(preview.url()).toBe(`${stage.demo.url}/login`)
})

test('whoever signed out is asked to sign in, also after going back and on every address', async () => {
  const page = await stage.signIn(ANNA, '/projects', DESK)
  await page.getByRole('main').getByRole('link', { name: 'Сайт кофейни' }).waitFor()

  await signOut(page)
  await page.goBack()
  await page.getByText('Откройте бота в Telegram.').waitFor()
  await page.goto(`${stage.demo.url}/projects`)
  await page.getByText('Откройте бота в Telegram.').waitFor()

  expect(await page.getByText('Сайт кофейни').count()).toBe(0)
})

test('two people one after another in one browser never see or keep what is the other’s', async () => {
  const secret = 'Подключить оплату по QR-коду'
  const page = await stage.signIn(ANNA, '/my-day', DESK)
  await page.getByRole('main').getByRole('link', { name: secret }).waitFor()
  await expect.poll(() => everythingKept(page)).toContain(secret)
  await page.getByRole('button', { name: 'Новая задача' }).click()
  await page.getByRole('textbox', { name: 'Название' }).fill('Подарок Вере')
  await expect.poll(() => everythingKept(page)).toContain('Подарок Вере')
  await page.keyboard.press('Escape')

  await signOut(page)
  await expect.poll(() => everythingKept(page)).not.toContain(secret)
  expect(await everythingKept(page)).not.toMatch(/Подарок|Кофейн|Анна|dela-\d/)

  await signInOn(page, await loginLink(stage.demo, VERA))
  await page.getByRole('main').getByRole('link', { name: 'Book the stage' }).waitFor()
  await page.getByRole('button', { name: 'New task' }).click()
  expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('')
  const body = (await page.locator('body').textContent()) ?? ''
  expect(body).not.toContain(secret)
  expect(body).not.toContain('Подарок')
})

test('a link opened where somebody else is still signed in shows only its own person, at once', async () => {
  const page = await stage.signIn(ANNA, '/my-day', DESK)
  await expect.poll(() => everythingKept(page)).toContain('Подключить оплату по QR-коду')

  await signInOn(page, await loginLink(stage.demo, VERA))

  await page.getByRole('main').getByRole('link', { name: 'Book the stage' }).waitFor()
  expect(await page.getByText('Подключить оплату по QR-коду').count()).toBe(0)
  await page.reload()
  await page.getByRole('main').getByRole('link', { name: 'Book the stage' }).waitFor()
  expect(await page.getByText('Подключить оплату по QR-коду').count()).toBe(0)
  await expect.poll(() => everythingKept(page)).not.toContain('Подключить оплату по QR-коду')
})

test('two tabs of one browser stay signed in together, and sign out together', async () => {
  const first = await stage.signIn(ANNA, '/my-day', DESK)
  const second = await first.context().newPage()
  await Promise.all([first.reload(), second.goto(`${stage.demo.url}/projects`)])
  await first.getByRole('main').getByRole('link', { name: 'Тексты для карты лояльности' }).waitFor()
  await second.getByRole('main').getByRole('link', { name: 'Сайт кофейни' }).waitFor()

  await signOut(first)

  await second.getByText('Откройте бота в Telegram.').waitFor({ timeout: 15_000 })
  expect(await second.getByText('Сайт кофейни').count()).toBe(0)
})

test('what one person wrote without a line is never sent in the name of the next', async () => {
  const page = await stage.signIn(ANNA, '/my-day', DESK)
  await page.getByRole('main').getByRole('link', { name: 'Тексты для карты лояльности' }).waitFor()
  await page.route('**/api/**', (route) => route.abort())
  await page.getByRole('button', { name: 'Новая задача' }).click()
  await page.getByRole('textbox', { name: 'Название' }).fill('Письмо от Анны')
  await page.getByRole('button', { name: 'Создать' }).click()
  await page.getByRole('main').getByText('ещё не отправлено').waitFor()
  await endSessionsOf(stage.demo, ANNA)
  const next = await page.context().newPage()
  await signInOn(next, await loginLink(stage.demo, VERA))

  await page.unroute('**/api/**')

  await page.getByRole('main').getByRole('link', { name: 'Book the stage' }).waitFor({ timeout: 15_000 })
  await next.reload()
  await next.getByRole('main').getByRole('link', { name: 'Book the stage' }).waitFor()
  expect(await next.getByText('Письмо от Анны').count()).toBe(0)
  expect(await everythingKept(next)).not.toContain('Письмо от Анны')
})

test('somebody new opens the app in Telegram and has a board of their own', async () => {
  const { app } = await stage.openApp(NINA, '')

  await app.getByText('Всё сделано').waitFor()
  await app.getByRole('link', { name: 'Проекты' }).click()

  await app.getByRole('heading', { name: 'Личное' }).first().waitFor()
})
