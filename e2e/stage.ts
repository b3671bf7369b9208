import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, FrameLocator, Page } from 'playwright-core'
import { makeContext, type Context } from '../backend/core/context.ts'
import { makeLoginLink } from '../backend/features/sessions/make-login-link.ts'
import { endSessions } from '../backend/features/sessions/steps.ts'
import { freePort } from '../backend/testing/process.ts'
import { startDemo, type Demo } from '../sandbox/demo.ts'
import { desktop, launchBrowser, phone } from './browser.ts'

/** The sample people who have an account. */
export const ANNA = 5001
export const BORIS = 5002
export const VERA = 5003
export const GLEB = 5004
/** She has a Telegram, and has never been here. */
export const NINA = 5005

export type Look = BrowserContextOptions & {
  size?: 'phone' | 'desktop'
  prepare?: (context: BrowserContext) => Promise<void>
}

/** The demo with a browser before it. A page that complained of itself makes `closePages` throw. */
export interface Stage {
  demo: Demo
  browser: Browser
  openContext: (look?: Look) => Promise<BrowserContext>
  openPage: (path: string, look?: Look) => Promise<Page>
  openApp: (user: number, startapp: string, look?: Look & { query?: string }) => Promise<OpenedApp>
  signIn: (user: number, path: string, look?: Look) => Promise<Page>
  closePages: () => Promise<void>
  close: () => Promise<void>
}

export interface OpenedApp {
  page: Page
  app: FrameLocator
}

export async function openStage(env: Record<string, string> = {}): Promise<Stage> {
  const [browser, folder, port] = await Promise.all([
    launchBrowser(),
    mkdtemp(join(tmpdir(), 'dela-stage-')),
    freePort(),
  ])
  const generous = { RATE_LIMIT_ANON: '100000/hour', RATE_LIMIT_USER: '100000/hour' }
  const demo = await startDemo({ port, folder, log_level: 'error', print: () => {}, env: { ...generous, ...env } })
  const troubles: string[] = []
  let contexts: BrowserContext[] = []

  const openContext = async ({ size = 'phone', prepare, ...options }: Look = {}) => {
    const context = await (size === 'phone' ? phone : desktop)(browser, options)
    contexts.push(context)
    context.on('weberror', (error) => troubles.push(error.error().message))
    context.on('console', (message) => isTrouble(message.text()) && troubles.push(message.text()))
    await prepare?.(context)
    return context
  }
  const openPage = async (path: string, look?: Look) => {
    const page = await (await openContext(look)).newPage()
    await page.goto(demo.url + path)
    return page
  }
  const openApp = async (user: number, startapp: string, { query = '', ...look }: Look & { query?: string } = {}) => {
    const lang = (look.locale ?? 'ru').slice(0, 2)
    const start = startapp ? `&startapp=${startapp}` : ''
    const path = `/sandbox/app?user=${user}&bot=${demo.bot.username}&lang=${lang}${start}${query}`
    const page = await openPage(path, look)
    return { page, app: page.frameLocator('iframe') }
  }
  const signIn = async (user: number, path: string, look?: Look) => {
    const page = await (await openContext(look)).newPage()
    await signInOn(page, await loginLink(demo, user))
    await page.goto(demo.url + path)
    return page
  }
  const closePages = async () => {
    const open = contexts
    contexts = []
    for (const context of open) await context.close()
    const heard = troubles.splice(0)
    if (heard.length > 0) throw new Error(`The pages complained:\n${heard.join('\n')}`)
  }
  const close = async () => {
    await closePages().finally(async () => {
      await browser.close()
      await demo.close()
      rmSync(folder, { recursive: true, force: true })
    })
  }
  return { demo, browser, openContext, openPage, openApp, signIn, closePages, close }
}

/** What a page's console says of its own faults; that an address was refused is for the tests to judge. */
const isTrouble = (text: string) => /Content Security Policy|Uncaught|Refused to/.test(text)

export async function loginLink(demo: Demo, telegram_id: number): Promise<string> {
  const { user_id } = (await actAs(demo, telegram_id)).actor
  const { link } = await makeLoginLink(demo.dela.house, { user_id, web_base_url: demo.url, rate: null })
  return link
}

/** Opens a one-time link and presses its button. */
export async function signInOn(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByRole('main').getByRole('button').click()
  await page.getByRole('navigation').waitFor()
}

/** The product's operations as this person would call them elsewhere. */
export async function actAs({ dela: { house } }: Demo, telegram_id: number): Promise<Context> {
  const { id, name, locale, time_zone } = await house.database.read
    .selectFrom('users')
    .selectAll()
    .where('telegram_id', '=', telegram_id)
    .executeTakeFirstOrThrow()
  return makeContext(house, { user_id: id, name, locale, time_zone, via: 'api', ip: null, user_agent: null })
}

/** Somewhere else this person ended all their sessions. */
export async function endSessionsOf(demo: Demo, telegram_id: number): Promise<void> {
  const { house } = demo.dela
  const { user_id } = (await actAs(demo, telegram_id)).actor
  const open = await house.database.read
    .selectFrom('sessions')
    .select('id')
    .where('user_id', '=', user_id)
    .where('ended_at', 'is', null)
    .execute()
  const ids = open.map(({ id }) => id)
  await house.database.record((write) => endSessions(write, ids, house.now()))
  house.cut(ids)
}

export async function findBoard({ dela }: Demo, project: string): Promise<number> {
  const row = await dela.house.database.read
    .selectFrom('boards')
    .innerJoin('projects', 'projects.id', 'boards.project_id')
    .select('boards.id')
    .where('projects.name', '=', project)
    .executeTakeFirstOrThrow()
  return row.id
}

export function findTask({ dela }: Demo, title: string) {
  return dela.house.database.read.selectFrom('tasks').selectAll().where('title', '=', title).executeTakeFirstOrThrow()
}

/** How many entries the journal has of a task, by kind. */
export async function entriesOf({ dela }: Demo, task_id: number): Promise<string[]> {
  const rows = await dela.house.database.read
    .selectFrom('entries')
    .select('kind')
    .where('task_id', '=', task_id)
    .orderBy('at')
    .execute()
  return rows.map(({ kind }) => kind)
}
