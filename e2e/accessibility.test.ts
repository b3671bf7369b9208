import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type axeCore from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { themes } from '../sandbox/themes.ts'
import { openPlayers } from './players.ts'
import { LANGUAGES, SCENES } from './scenes.ts'
import { openStage, type Stage } from './stage.ts'

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core')), 'utf8')
const PHONE = { width: 390, height: 844 }
const DESKTOP = { width: 1280, height: 800 }

const withAxe = async (context: BrowserContext) => void (await context.addInitScript(AXE))

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())
afterEach(() => stage.closePages())

/** What a rule says against the page, and where. Colours depend on the theme, everything else is asked in the light one only. */
async function faultsOf(page: Page, scheme: 'light' | 'dark'): Promise<string[]> {
  return page.evaluate(async (colours) => {
    const { axe } = window as unknown as { axe: typeof axeCore }
    const options: axeCore.RunOptions = colours ? { runOnly: ['color-contrast', 'link-in-text-block'] } : {}
    const { violations } = await axe.run(options)
    return violations
      .filter(({ impact }) => impact !== 'minor')
      .flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${String(target)} ${failureSummary ?? ''}`),
      )
  }, scheme === 'dark')
}

/** On a phone with Telegram's colours, on a desk with the app's own. */
async function dress(page: Page, size: typeof PHONE, scheme: 'light' | 'dark') {
  await page.setViewportSize(size)
  const theme = size === PHONE ? Object.entries(themes[scheme]) : []
  await page.evaluate(
    ({ colours, chosen }) => {
      const { style, dataset } = document.documentElement
      style.cssText = ''
      for (const [name, colour] of colours) style.setProperty(`--tg-theme-${name.replaceAll('_', '-')}`, colour)
      dataset.scheme = chosen
      const skip = () => {
        for (const animation of document.getAnimations())
          if (animation.effect?.getComputedTiming().endTime === Infinity) animation.cancel()
          else animation.finish()
      }
      skip()
      requestAnimationFrame(skip)
      return new Promise((shown) => setTimeout(shown, 50))
    },
    { colours: theme, chosen: scheme },
  )
}

/** Words don't change colours: the dark theme is asked once. */
const PASSES = [
  { language: 'ru', schemes: ['light', 'dark'] },
  { language: 'en', schemes: ['light'] },
] as const

describe.each(PASSES)('in $language', ({ language, schemes }) => {
  test('every screen can be used by everyone, on a phone and at a desk', async () => {
    const words = LANGUAGES[language]
    const players = await openPlayers(stage, words, { size: 'desktop', prepare: withAxe })
    const faults: string[] = []

    for (const scene of SCENES) {
      const page = await players.enter(scene)
      for (const size of [PHONE, DESKTOP])
        for (const scheme of schemes) {
          await dress(page, size, scheme)
          const found = await faultsOf(page, scheme)
          faults.push(...found.map((fault) => `${scene.name}, ${size.width}, ${scheme}: ${fault}`))
        }
      await scene.after?.(page)
    }

    expect(faults).toEqual([])
  }, 120_000)
})
