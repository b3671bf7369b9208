import './core/storage-shim.ts'
import { mount } from 'svelte'
import Shell from './Shell.svelte'
import { App } from './core/app.svelte.ts'
import { speak } from './core/texts.svelte.ts'

const app = new App()
const target = document.querySelector('#app')
const spoken = speak(document.documentElement.lang === 'en' ? 'en' : 'ru')

void Promise.allSettled([spoken, app.start()])
void spoken.then(() => {
  target?.replaceChildren()
  if (target) mount(Shell, { target, props: { app } })
})
