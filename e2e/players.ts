import type { Page } from 'playwright-core'
import { updateMe } from '../backend/features/people/update-me.ts'
import type { Scene, Words } from './scenes.ts'
import { actAs, signInOn, loginLink, type Look, type Stage } from './stage.ts'

export interface Players {
  /** The page of whoever the scene is seen by, brought to what there is to see. */
  enter: (scene: Scene) => Promise<Page>
}

/** The people of the scenes, each signed in on a page of their own. */
export async function openPlayers(stage: Stage, words: Words, look: Look): Promise<Players> {
  const options = { ...look, locale: words.locale }
  const { app } = await stage.openApp(words.newcomer, '', { locale: words.locale })
  await app.getByRole('navigation').waitFor()
  await updateMe(await actAs(stage.demo, words.newcomer), { locale: words.locale === 'ru-RU' ? 'ru' : 'en' })
  const open = async (who?: number) => {
    const page = await (await stage.openContext(options)).newPage()
    if (who !== undefined) await signInOn(page, await loginLink(stage.demo, who))
    return page
  }
  const somebody = await open(words.somebody)
  const newcomer = await open(words.newcomer)
  const nobody = await open()
  const enter = async (scene: Scene) => {
    const page = scene.by === 'nobody' ? nobody : scene.by === 'newcomer' ? newcomer : somebody
    await page.goto('about:blank')
    await page.goto(stage.demo.url + (await scene.path({ stage, words })))
    await scene.act?.(page, words)
    return page
  }
  return { enter }
}
