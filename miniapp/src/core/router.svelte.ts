import { parentOf, readPlace } from './routes.ts'

interface Step {
  depth: number
  under?: string
}

/** The address is the state: every screen can be shared, reloaded and gone back from. */
export class Router {
  #path = $state(location.pathname)
  #step = $state.raw<Step>(stepOf(history.state))
  readonly place = $derived(readPlace(this.#path, this.#step.under))
  readonly canGoBack = $derived(this.#step.depth > 0 || parentOf(this.#path) !== undefined)

  constructor() {
    addEventListener('popstate', () => this.#read())
    document.addEventListener('click', (event) => this.#follow(event))
  }

  get path(): string {
    return this.#path
  }

  go(path: string): void {
    const { pathname } = new URL(path, location.origin)
    if (pathname === this.#path) return
    this.#write('pushState', path, { depth: this.#step.depth + 1, ...this.#underFor(pathname) })
  }

  replace(path: string): void {
    const { pathname } = new URL(path, location.origin)
    this.#write('replaceState', path, { depth: this.#step.depth, ...this.#underFor(pathname) })
  }

  back(): void {
    if (this.#step.depth > 0) return history.back()
    this.replace(this.#step.under ?? parentOf(this.#path) ?? '/')
  }

  #underFor(pathname: string): Pick<Step, 'under'> {
    if (!pathname.startsWith('/tasks/')) return {}
    return { under: this.#step.under ?? (this.#path.startsWith('/tasks/') ? '/my-day' : this.#path) }
  }

  #write(how: 'pushState' | 'replaceState', path: string, step: Step): void {
    history[how](step, '', path)
    this.#read()
  }

  #read(): void {
    this.#step = stepOf(history.state)
    this.#path = location.pathname
  }

  /** Plain links of this app stay in the page; with a modifier they are the browser's. */
  #follow(event: MouseEvent): void {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || link.target || link.origin !== location.origin || link.hasAttribute('download')) return
    if (link.pathname.startsWith('/api/') || link.pathname.startsWith('/sandbox')) return
    event.preventDefault()
    this.go(link.pathname + link.search + link.hash)
  }
}

function stepOf(state: unknown): Step {
  if (typeof state !== 'object' || state === null || !('depth' in state) || typeof state.depth !== 'number')
    return { depth: 0 }
  const under = 'under' in state && typeof state.under === 'string' ? { under: state.under } : {}
  return { depth: state.depth, ...under }
}
