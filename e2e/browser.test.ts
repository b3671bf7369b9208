import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { desktop, launchBrowser, phone } from './browser.ts'

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})

afterAll(() => browser.close())

async function openIn(context: Promise<BrowserContext>, html: string): Promise<Page> {
  const page = await (await context).newPage()
  onTestFinished(() => page.context().close())
  await page.setContent(html)
  return page
}

async function countDarkPixels(page: Page): Promise<number> {
  const picture = (await page.screenshot()).toString('base64')
  return page.evaluate(async (base64) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob())
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')
    canvas?.drawImage(image, 0, 0)
    const bytes = canvas?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray()
    return bytes.reduce<number>((dark, value, index) => dark + (index % 4 === 0 && value < 128 ? 1 : 0), 0)
  }, picture)
}

test('Russian text is really drawn', async () => {
  const page = await openIn(
    phone(browser),
    '<body style="background: white; color: black; font: 32px sans-serif"></body>',
  )
  expect(await countDarkPixels(page)).toBe(0)

  await page.evaluate(() => document.body.append('Съешь ещё этих булок'))

  expect(await countDarkPixels(page)).toBeGreaterThan(500)
})

test('different letters look different, so none is a box for a missing one', async () => {
  const page = await openIn(desktop(browser), '<body style="background: white; font: 32px sans-serif"></body>')
  const drawn = async (text: string) => {
    await page.evaluate((letters) => (document.body.textContent = letters), text)
    return countDarkPixels(page)
  }

  expect(new Set([await drawn('жжжжж'), await drawn('гггггг'), await drawn('ЁЁЁЁЁ')]).size).toBe(3)
})

test('a phone has touch and a narrow screen, a desktop neither', async () => {
  const look = () => ({ touch: navigator.maxTouchPoints > 0, width: innerWidth })

  const onPhone = await openIn(phone(browser), '<meta name="viewport" content="width=device-width">')
  const onDesktop = await openIn(desktop(browser), '')

  expect(await onPhone.evaluate(look)).toEqual({ touch: true, width: 390 })
  expect(await onDesktop.evaluate(look)).toEqual({ touch: false, width: 1280 })
})

test('a page can open a WebSocket', async () => {
  const page = await openIn(desktop(browser), '')

  expect(await page.evaluate(() => typeof WebSocket)).toBe('function')
})

test('a page of web.telegram.org may frame an app on this machine', async () => {
  const app = createServer((_request, response) => response.end('<p>the app</p>')).listen(0, '127.0.0.1')
  await once(app, 'listening')
  onTestFinished(() => void app.close())
  const context = await phone(browser)
  onTestFinished(() => context.close())
  const { port } = app.address() as AddressInfo
  await context.route('https://web.telegram.org/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<iframe src="http://localhost:${port}/"></iframe>` }),
  )

  const page = await context.newPage()
  await page.goto('https://web.telegram.org/a/')

  await page.frameLocator('iframe').getByText('the app').waitFor({ timeout: 5_000 })
})
