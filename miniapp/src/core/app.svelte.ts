import { getContext, setContext } from 'svelte'
import { Api } from './api.ts'
import { forgetOthers, openDevice } from './device.ts'
import { browserHost, findHost, type Haptic, type Host } from './host.ts'
import { readLaunch, type Launch } from './launch.ts'
import { codeOf } from './loads.svelte.ts'
import { Notices } from './notices.svelte.ts'
import { Router } from './router.svelte.ts'
import { Session } from './session.svelte.ts'
import { Sheets } from './sheets.svelte.ts'
import { locale, speak, t, tellProblem } from './texts.svelte.ts'
import { Workspace } from './workspace.svelte.ts'
import type { Wish } from './wish.ts'

const LAST_PERSON = 'dela-last-person'

/** The one object behind all screens. */
export class App {
  readonly launch: Launch = readLaunch(location, sessionStorage)
  readonly router = new Router()
  readonly notices = new Notices()
  readonly sheets = new Sheets()
  readonly session = new Session(this.launch.init_data)
  readonly host = new Surroundings()
  workspace = $state.raw<Workspace>()
  #opening: Promise<Workspace> | undefined

  constructor() {
    this.session.onSignedIn = (user) => void this.#enter(user.id)
    this.session.onEnded = () => this.#leave()
    void this.#meetHost()
  }

  /** Shows what the device kept, then signs in and asks the server. */
  async start(): Promise<void> {
    const last = this.#lastPerson()
    if (last !== undefined) await (await this.#open(last)).restore()
    try {
      await this.session.token()
    } catch {
      if (this.workspace) this.workspace.online = false
      setTimeout(() => void this.start(), 4000)
    }
  }

  /** Signs out here: nothing of this person stays on the device. */
  async signOut(): Promise<void> {
    const { workspace } = this
    await this.session.signOut()
    await workspace?.empty()
    this.router.replace('/login')
  }

  tell(text: string, undo?: () => void): void {
    this.notices.show({ text, ...(undo ? { action: { label: t('app-undo'), run: undo } } : {}) })
  }

  complain(code: string): void {
    this.host.haptic('error')
    this.notices.show({ text: tellProblem(code), tone: 'error' })
  }

  /** Does what needs the server at once. A refusal is told; undefined then. */
  async attempt<T>(run: () => Promise<T>): Promise<T | undefined> {
    try {
      return await run()
    } catch (error) {
      this.complain(codeOf(error))
      return undefined
    }
  }

  async #meetHost(): Promise<void> {
    const host = await findHost(this.launch.init_data !== undefined).catch(() => browserHost)
    this.host.current = host
    host.onBack(() => {
      if (!this.sheets.closeTop()) this.router.back()
    })
    host.onSettings(() => this.router.go('/settings'))
    this.#leaveLaunchBehind()
  }

  /** Only once the SDK has read the address may it lose what Telegram wrote there, and lead to where the link pointed. */
  #leaveLaunchBehind(): void {
    if (/tgWebApp/.test(location.search + location.hash)) this.router.replace(location.pathname)
    if (this.launch.path) this.router.go(this.launch.path)
  }

  async #enter(user_id: number): Promise<void> {
    const workspace = await this.#open(user_id)
    this.#remember(user_id)
    if (this.launch.init_data === undefined) void forgetOthers(user_id).catch(() => {})
    await workspace.start()
    loadScreens()
  }

  /** The workspace of this person; whoever's was open is closed first. */
  async #open(user_id: number): Promise<Workspace> {
    await this.#opening?.catch(() => {})
    if (this.workspace?.user_id === user_id) return this.workspace
    this.workspace?.close()
    this.#opening = openDevice(user_id).then((device) => {
      return new Workspace(user_id, new Api(this.session.of(user_id)), device, {
        refused: (wish, code) => this.#refused(wish, code),
        toast: ({ text, actions }) => {
          const [action] = actions ?? []
          this.host.haptic('light')
          this.notices.show({
            text,
            place: 'above',
            ...(action ? { action: { label: action.label, run: () => this.router.go(action.path) } } : {}),
          })
        },
        signedInAs: (me) => {
          if (me.locale !== locale()) void speak(me.locale)
        },
      })
    })
    this.workspace = await this.#opening
    return this.workspace
  }

  #leave(): void {
    this.workspace?.close()
    this.workspace = undefined
    localStorage.removeItem(LAST_PERSON)
  }

  /** A refusal undoes what was shown (the wish is gone), says why, and gives typed words back to their field. */
  #refused(wish: Wish, code: string): void {
    const drafts = this.workspace?.drafts
    if (wish.kind === 'create') drafts?.set('new:title', wish.task.title)
    if (wish.kind === 'update' && wish.patch.description !== undefined)
      drafts?.set(`task:${wish.task_id}:description`, wish.patch.description)
    if (wish.kind === 'update' && wish.patch.title !== undefined)
      drafts?.set(`task:${wish.task_id}:title`, wish.patch.title)
    this.complain(code)
  }

  /** Whose screen to show before the server has answered: only the same Telegram account, or the same browser session. */
  #lastPerson(): number | undefined {
    const [user_id, telegram_id] = (localStorage.getItem(LAST_PERSON) ?? '').split(':')
    if (!user_id || telegram_id !== String(this.launch.telegram_id ?? '')) return undefined
    return Number(user_id)
  }

  #remember(user_id: number): void {
    localStorage.setItem(LAST_PERSON, `${user_id}:${this.launch.telegram_id ?? ''}`)
  }
}

class Surroundings {
  current = $state.raw<Host>(browserHost)

  haptic(kind: Haptic): void {
    this.current.haptic(kind)
  }
}

/** All other screens, while nobody waits for them: they open at once then, also without a line. */
function loadScreens() {
  const load = () => void import('../tasks/TaskSheet.svelte').catch(() => {})
  if ('requestIdleCallback' in window) requestIdleCallback(load)
  else setTimeout(load, 500)
}

const KEY = Symbol('app')

export const provideApp = (app: App) => setContext(KEY, app)
export const useApp = () => getContext<App>(KEY)

/** The open workspace, for the screens that stand only while there is one. */
export function useWorkspace(): Workspace {
  const { workspace } = useApp()
  if (!workspace) throw new Error('this screen needs somebody signed in')
  return workspace
}
