import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setup as buildApp } from './build.ts'
import { openPlayers } from './players.ts'
import { LANGUAGES, SCENES } from './scenes.ts'
import { ANNA, BORIS, openStage, type Look, type Stage } from './stage.ts'

// `node e2e/screens.ts`: pictures of every screen in `.cache/screens`, and those of the README in `.github`.
const ROOT = join(import.meta.dirname, '..')
const FOLDER = join(ROOT, '.cache/screens')
const SETTLE_MS = 400

const LOOKS: { name: string; language: 'ru' | 'en'; look: Look }[] = [
  { name: 'phone-light', language: 'ru', look: { colorScheme: 'light' } },
  { name: 'phone-dark', language: 'en', look: { colorScheme: 'dark' } },
  { name: 'desktop-light', language: 'en', look: { size: 'desktop', colorScheme: 'light' } },
  { name: 'desktop-dark', language: 'ru', look: { size: 'desktop', colorScheme: 'dark' } },
]

async function takeScreens(stage: Stage): Promise<void> {
  await rm(FOLDER, { recursive: true, force: true })
  for (const { name, language, look } of LOOKS) {
    await mkdir(join(FOLDER, name), { recursive: true })
    const players = await openPlayers(stage, LANGUAGES[language], look)
    for (const scene of SCENES) {
      const page = await players.enter(scene)
      await page.waitForTimeout(SETTLE_MS)
      await page.screenshot({ path: join(FOLDER, name, `${scene.name}.png`) })
      await scene.after?.(page)
    }
    await stage.closePages()
  }
}

/** Anna's chat with the bot on the left; on the right Boris has the board open. */
async function takeDemo(stage: Stage, to: string): Promise<void> {
  const anna = stage.demo.telegram.person(ANNA)
  await anna.send('/tasks')
  const page = await stage.openPage(`/sandbox?user=${ANNA}&user=${BORIS}`, {
    size: 'desktop',
    colorScheme: 'light',
    viewport: { width: 1280, height: 760 },
  })
  await page
    .getByRole('region', { name: 'Анна' })
    .getByRole('button', { name: /Подключить оплату/ })
    .last()
    .click()
  const boris = page.getByRole('region', { name: 'Борис' })
  await boris.getByRole('button', { name: 'Dela', exact: true }).click()
  const app = boris.frameLocator('iframe').frameLocator('iframe')
  await app.getByRole('link', { name: 'Проекты' }).click()
  await app.getByRole('main').getByRole('link', { name: 'Сайт кофейни' }).click()
  await app.getByRole('link', { name: 'Сверстать страницу заказа' }).waitFor()
  await page.waitForTimeout(SETTLE_MS)
  await page.screenshot({ path: to })
}

/** Small pictures of some screens on one sheet: a page of images, photographed by the browser itself. */
async function takeSheet(stage: Stage, to: string): Promise<void> {
  const phones = ['phone-light', 'phone-dark'].flatMap((look) =>
    ['my-day', 'move', 'new-task'].map((scene) => ({ file: `${look}/${scene}`, width: 194 })),
  )
  const desks = ['desktop-light/board', 'desktop-dark/task'].map((file) => ({ file, width: 616 }))
  const images = await Promise.all(
    [...phones, ...desks].map(async ({ file, width }) => {
      const picture = await readFile(join(FOLDER, `${file}.png`), 'base64')
      return `<img width="${width}" src="data:image/png;base64,${picture}">`
    }),
  )
  const context = await stage.openContext({ size: 'desktop', viewport: { width: 1280, height: 854 } })
  const page = await context.newPage()
  await page.setContent(
    `<style>
      body { margin: 16px; display: flex; flex-wrap: wrap; gap: 16px; background: #c3c8ce }
      img { border-radius: 8px }
    </style>${images.join('')}`,
  )
  await page.screenshot({ path: to })
}

await buildApp()
const stage = await openStage()
try {
  await takeScreens(stage)
  await mkdir(join(ROOT, '.github'), { recursive: true })
  await takeDemo(stage, join(ROOT, '.github/demo.png'))
  await takeSheet(stage, join(ROOT, '.github/screens.png'))
} finally {
  await stage.close()
}
process.stdout.write(`The screens lie in ${FOLDER}\n`)
