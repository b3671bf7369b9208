import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { Bot, InlineKeyboard } from 'grammy'
import type axeCore from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest'
import { mountSandbox } from '../sandbox/mount.ts'
import { startTelegram } from '../sandbox/telegram/server.ts'
import type { SandboxTelegram } from '../sandbox/telegram/types.ts'
import { blockStorage } from './block-storage.ts'
import { desktop, launchBrowser, phone } from './browser.ts'

const TOKEN = '100200:sandbox-token'

let browser: Browser
let script: string
let telegram: SandboxTelegram
let bot: Bot
let site: Server
let base: string
let opened: { page: Page; troubles: string[] }[]

beforeAll(async () => {
  browser = await launchBrowser()
  script = await bundle(fileURLToPath(new URL('./sandbox-app/main.ts', import.meta.url)))
})
afterAll(() => browser.close())

beforeEach(async () => {
  opened = []
  telegram = await startTelegram()
  telegram.addBot({ token: TOKEN, username: 'dela_bot', name: 'Dela' })
  telegram.addUser({ id: 7, first_name: 'Vera', language_code: 'ru' })
  telegram.addUser({ id: 8, first_name: 'Gleb', language_code: 'en' })
  const page = await readFile(new URL('./sandbox-app/index.html', import.meta.url))
  const handle = mountSandbox(telegram)
  site = createServer((req, res) => {
    if (handle(req, res)) return
    if (req.url === '/main.js') res.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
    else res.writeHead(200, { 'content-type': 'text/html' }).end(page)
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  bot = new Bot(TOKEN, { client: { apiRoot: telegram.apiRoot } })
})

afterEach(async () => {
  for (const { page, troubles } of opened) {
    await page.context().close()
    if (troubles.length > 0) throw new Error(troubles.join('\n'))
  }
  if (bot.isRunning()) await bot.stop()
  await telegram.close()
  site.closeAllConnections()
  site.close()
})

async function bundle(input: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, rolldownOptions: { input }, modulePreload: false },
  })
  const [first] = Array.isArray(built) ? built : [built]
  const chunk = first && 'output' in first ? first.output[0] : undefined
  if (!chunk) throw new Error('Nothing was built')
  return chunk.code
}

async function open(context: Promise<BrowserContext>, path: string): Promise<Page> {
  const page = await (await context).newPage()
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()))
  opened.push({ page, troubles })
  await page.goto(base + path)
  return page
}

const host = (path = '') => open(desktop(browser), `/sandbox/app?user=7&bot=dela_bot&lang=en${path}`)
const appOf = (page: Page) => page.frameLocator('iframe')

describe('the chat page', () => {
  const chatOf = (page: Page, name: string) => page.getByRole('region', { name })

  test('two people talk to the bot side by side, press its buttons and read its answers', async () => {
    bot.command('start', (ctx) =>
      ctx.reply('<b>Hello</b>, try /new', {
        parse_mode: 'HTML',
        reply_markup: new InlineKeyboard().text('Take', 'take').text('Ask', 'ask').copyText('Copy', 'task 12'),
      }),
    )
    bot.callbackQuery('take', async (ctx) => {
      await ctx.answerCallbackQuery('Yours now')
      await ctx.editMessageText('Taken')
    })
    bot.callbackQuery('ask', (ctx) => ctx.answerCallbackQuery({ text: 'Look here', show_alert: true }))
    bot.on('message:text', (ctx) => ctx.reply(`You said ${ctx.message.text}`))
    void bot.start()
    const page = await open(desktop(browser, { locale: 'en-US', permissions: ['clipboard-write'] }), '/sandbox')
    const vera = chatOf(page, 'Vera')

    await vera.getByRole('button', { name: 'Start' }).click()
    await vera.getByRole('button', { name: 'Ask' }).click()
    await page.getByRole('dialog', { name: 'Look here' }).getByRole('button', { name: 'OK' }).click()
    await vera.getByRole('button', { name: 'Copy' }).click()
    await vera.getByText('Copied').waitFor()
    await vera.getByRole('button', { name: 'Take' }).click()
    await vera.getByRole('status').getByText('Yours now').waitFor()
    await vera.getByText('Taken').waitFor()
    await vera.getByRole('textbox', { name: 'Message' }).fill('<img src=x onerror=alert(1)>')
    await page.keyboard.press('Enter')
    await vera.getByText('You said <img src=x onerror=alert(1)>').waitFor()

    expect(await vera.getByText('edited').count()).toBe(1)
    expect(await chatOf(page, 'Gleb').getByRole('button', { name: 'Start' }).isVisible()).toBe(true)
  })

  test('can be used by everyone: no rule of accessibility is broken, in light and dark', async () => {
    bot.command('start', (ctx) =>
      ctx.reply('Hi /new', { reply_markup: new InlineKeyboard().text('Take', 'take').danger() }),
    )
    void bot.start()
    await telegram.person(7).start()
    await telegram.person(7).waitFor('Hi')

    for (const colorScheme of ['light', 'dark'] as const) {
      for (const path of ['/sandbox', '/sandbox/app?user=7&bot=dela_bot']) {
        const page = await open(desktop(browser, { colorScheme, bypassCSP: true }), path)
        await page.getByRole('button', { name: 'Ещё' }).first().waitFor()
        await page.addScriptTag({ path: fileURLToPath(import.meta.resolve('axe-core')) })
        const broken = await page.evaluate(async () => {
          const { axe } = window as unknown as { axe: typeof axeCore }
          const { violations } = await axe.run(
            { exclude: ['.bottom'] },
            { iframes: false, rules: { region: { enabled: false } } },
          )
          return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
        })
        expect(broken).toEqual([])
      }
    }
  })

  test('on a phone one person is shown at a time, in the language of the browser', async () => {
    const page = await open(phone(browser), '/sandbox')

    await chatOf(page, 'Vera').getByRole('button', { name: 'Начать' }).waitFor()
    expect(await chatOf(page, 'Gleb').isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Gleb' }).click()
    expect(await chatOf(page, 'Gleb').isVisible()).toBe(true)
  })

  test('a link to a task opens the Mini App with it, and a start link from there writes to the chat', async () => {
    await bot.api.setChatMenuButton({ menu_button: { type: 'web_app', text: 'Open', web_app: { url: `${base}/` } } })
    bot.on('message', (ctx) => ctx.reply('Open t.me here: https://t.me/dela_bot?startapp=task_12'))
    await telegram.person(7).start()
    void bot.start()
    const page = await open(desktop(browser, { locale: 'en-US' }), '/sandbox')
    const vera = chatOf(page, 'Vera')
    const app = vera.frameLocator('iframe').frameLocator('iframe')

    await vera.getByRole('link').click()
    await app.getByText('user Vera, start task_12').waitFor()
    await app.getByRole('button', { name: 'start', exact: true }).click()
    await vera.getByText('/start hello').waitFor()
    await vera.getByRole('button', { name: 'Open', exact: true }).click()
    await app.getByText('user Vera, start none').waitFor()

    expect(
      telegram
        .person(7)
        .messages()
        .some(({ text }) => text === '/start hello'),
    ).toBe(true)
  })
})

describe('the host of the Mini App', () => {
  test('draws its buttons and tells it when they are pressed', async () => {
    const page = await host('&startapp=task_7')
    const app = appOf(page)

    await app.getByText('user Vera, start task_7').waitFor()
    await app.getByText('viewport 360x640').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await app.getByText('main pressed').waitFor()
    await page.getByRole('button', { name: 'Discard' }).click()
    await app.getByText('secondary pressed').waitFor()
    await app.getByRole('button', { name: 'show back' }).click()
    await page.getByRole('button', { name: 'Back' }).click()
    await app.getByText('back pressed').waitFor()
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Settings' }).click()
    await app.getByText('settings pressed').waitFor()
    await app.getByRole('button', { name: 'busy' }).click()
    await page.getByRole('progressbar', { name: 'Save' }).waitFor()
  })

  test('asks what the app asks: a popup, cloud storage, the right to write', async () => {
    const page = await host()
    const app = appOf(page)

    await app.getByRole('button', { name: 'popup' }).click()
    await page.getByRole('dialog', { name: 'Delete?' }).getByRole('button', { name: 'Delete' }).click()
    await app.getByText('popup delete').waitFor()
    await app.getByRole('button', { name: 'cloud' }).click()
    await app.getByText('cloud tea of draft').waitFor()
    await app.getByRole('button', { name: 'access' }).click()
    await page.getByRole('button', { name: 'Allow' }).click()
    await app.getByText('access allowed').waitFor()

    await expect(bot.api.sendMessage(7, 'I may')).resolves.toMatchObject({ text: 'I may' })
  })

  test('changes the theme while the app is open', async () => {
    const page = await host('&theme=light')
    const colour = () =>
      appOf(page)
        .locator('body')
        .evaluate((body) => getComputedStyle(body).backgroundColor)

    await appOf(page).getByText('viewport').waitFor()
    const before = await colour()
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Light or dark' }).click()

    expect(before).toBe('rgb(255, 255, 255)')
    await expect.poll(colour).toBe('rgb(33, 33, 33)')
  })

  test('reloads the app on its word, asks before it closes and opens it again', async () => {
    const page = await host()
    const app = appOf(page)

    await page.getByRole('button', { name: 'Save' }).click()
    await app.getByText('main pressed').waitFor()
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Reload' }).click()
    await expect.poll(() => app.getByText('main pressed').count()).toBe(0)
    await app.getByText('viewport').waitFor()
    await app.getByRole('button', { name: 'confirm' }).click()
    await page.getByRole('button', { name: 'Close' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Close anyway' }).click()
    await page.getByRole('button', { name: 'Open again' }).click()
    await app.getByText('viewport').waitFor()
  })

  test('frames an app whose storage is blocked, where the bare SDK cannot even start', async () => {
    const context = await desktop(browser)
    await blockStorage(context)
    const page = await context.newPage()
    const trouble = page.waitForEvent('pageerror')

    await page.goto(`${base}/sandbox/app?user=7&bot=dela_bot`)

    expect((await trouble).message).toContain('The document is sandboxed')
    expect(await page.locator('iframe').count()).toBe(1)
    await context.close()
  })

  test('hears nobody but the framed app', async () => {
    const page = await host()
    await appOf(page).getByText('viewport').waitFor()

    await page.evaluate(() => postMessage(JSON.stringify({ eventType: 'web_app_close' }), '*'))
    await appOf(page).getByRole('button', { name: 'close' }).waitFor()
    await appOf(page).getByRole('button', { name: 'close' }).click()

    await page.getByText('The app is closed.').waitFor()
  })

  test('loads nothing from elsewhere and runs no inline script', async () => {
    const answer = await fetch(`${base}/sandbox`)
    const foreign = await fetch(`${base}/sandbox/api/send`, {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'content-type': 'application/json' },
      body: JSON.stringify({ user: 7, bot: 'dela_bot', text: 'x' }),
    })

    expect(answer.headers.get('content-security-policy')).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self'",
    )
    expect(foreign.status).toBe(403)
    expect((await fetch(`${base}/sandbox/page/..%2f..%2fpackage.json`)).status).toBe(404)
  })
})
