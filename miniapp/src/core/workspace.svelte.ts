import { SvelteMap } from 'svelte/reactivity'
import type { SharedProject } from '../../../backend/features/projects/contract.ts'
import type { Me } from '../../../backend/features/people/contract.ts'
import type { SharedTask, Task } from '../../../backend/features/tasks/contract.ts'
import type { Team } from '../../../backend/features/teams/contract.ts'
import { Tasks } from '../tasks/tasks.svelte.ts'
import { isMine } from '../tasks/my-day.ts'
import type { Api } from './api.ts'
import type { Device } from './device.ts'
import { Drafts } from './drafts.svelte.ts'
import { LoudMap } from './loud-map.svelte.ts'
import { goLive, type Live, type Toast } from './live.ts'
import { Loader } from './loader.ts'
import { Loads } from './loads.svelte.ts'
import { Queue } from './queue.svelte.ts'
import { Sync } from './sync.ts'
import { Truth, type Board, type Stale } from './truth.ts'
import type { Wish } from './wish.ts'

interface FirstScreen {
  me: Me
  teams: Team[]
  projects: SharedProject[]
  tasks: SharedTask[]
  cursor: string | undefined
}

export interface WorkspaceDoors {
  refused(wish: Wish, code: string): void
  toast(toast: Toast): void
  signedInAs(me: Me): void
}

const SYNC_EVERY_MS = 60_000

/** Everything one signed-in person's app holds; it goes as a whole when they sign out. */
export class Workspace {
  readonly user_id: number
  readonly api: Api
  readonly device: Device
  readonly truth = new Truth(() => new LoudMap())
  readonly loads = new Loads()
  readonly drafts: Drafts
  readonly queue: Queue
  readonly tasks: Tasks
  me = $state.raw<Me>()
  online = $state(navigator.onLine)
  unread = $state(0)
  /** Counts what the server said of reminders and members: whoever shows them asks again. */
  readonly touched = new SvelteMap<string, number>()
  readonly #doors: WorkspaceDoors
  readonly #sync: Sync
  readonly #loader: Loader
  #live: Live | undefined
  #closed = false
  #saving: ReturnType<typeof setTimeout> | undefined
  readonly #ticking: ReturnType<typeof setInterval>

  constructor(user_id: number, api: Api, device: Device, doors: WorkspaceDoors) {
    this.user_id = user_id
    this.api = api
    this.device = device
    this.#doors = doors
    this.#loader = new Loader({ api, device, truth: this.truth, loads: this.loads, user_id })
    this.drafts = new Drafts(device)
    this.queue = new Queue(device, {
      send: async ({ method, path, body }, key) => api.send(method, path, body, key),
      versionFor: (wish) => this.tasks.versionFor(wish),
      settle: (wish, answer) => this.#settle(wish, answer),
      refused: (wish, code) => doors.refused(wish, code),
      refresh: (task_id) => this.loadTask(task_id),
      reached: (yes) => (this.online = yes),
    })
    this.tasks = new Tasks(this.truth, this.queue, () => this.me)
    this.#sync = new Sync({
      ask: (since) => api.get('/sync', { since }),
      apply: (entry) => this.truth.apply(entry),
      reload: () => this.loadFirst(),
      keep: () => this.#saveSoon(),
    })
    this.truth.onStale = (stale) => this.#refresh(stale)
    this.#ticking = setInterval(() => void this.catchUp(), SYNC_EVERY_MS)
    addEventListener('online', this.#lineBack)
    addEventListener('offline', this.#lineLost)
  }

  /** The last screen this device saw, before any network. False: there is none. */
  async restore(): Promise<boolean> {
    const [first] = await Promise.all([
      this.device.kept<FirstScreen>('first'),
      this.drafts.restore(),
      this.queue.restore(),
    ])
    if (!first || this.me) return false
    this.me = first.me
    for (const team of first.teams) this.truth.putTeam(team)
    for (const project of first.projects) this.truth.putProject(project)
    for (const task of first.tasks) this.truth.putTask(task)
    this.#sync.cursor = first.cursor
    this.loads.mark('first')
    return true
  }

  /** Talks to the server: what happened meanwhile, the first lists, and the open line. */
  async start(): Promise<void> {
    if (this.#sync.cursor === undefined) {
      await this.loads.run('first', () => this.loadFirst())
      // Only from here on the journal tells everything: what changed while the first lists travelled is read again.
      await this.catchUp()
    } else await this.catchUp()
    void this.loads.run('first', () => this.loadFirst())
    this.queue.retry()
    void this.#goLive()
    void this.countUnread()
  }

  async catchUp(): Promise<void> {
    if (this.#closed) return
    try {
      await this.#sync.run()
      this.online = true
    } catch {
      this.online = false
    }
  }

  async loadFirst(): Promise<void> {
    this.me = await this.#loader.readFirst()
    this.online = true
    this.#doors.signedInAs(this.me)
    void this.#loader.readOwn(this.me.personal_team_id).then(
      () => this.#saveSoon(),
      () => {},
    )
  }

  loadBoard(board_id: number): Promise<void> {
    return this.#loader.loadBoard(board_id)
  }

  loadTask(task_id: number): Promise<void> {
    return this.#loader.readTask(task_id)
  }

  async countUnread(): Promise<void> {
    await this.loads.run('unread', async () => {
      this.unread = (await this.api.get<{ unread: number }>('/me/notifications', { limit: 1 })).unread
    })
  }

  /** Sign-out leaves nothing of a person on the device. */
  async empty(): Promise<void> {
    this.close()
    await this.device.empty().catch(() => {})
  }

  close(): void {
    this.#closed = true
    clearInterval(this.#ticking)
    clearTimeout(this.#saving)
    this.queue.stop()
    this.#live?.close()
    removeEventListener('online', this.#lineBack)
    removeEventListener('offline', this.#lineLost)
  }

  get viewer() {
    return { user_id: this.user_id, personal_team_id: this.me?.personal_team_id ?? 0 }
  }

  readonly #lineBack = () => {
    this.queue.retry()
    void this.catchUp()
    void this.#goLive()
  }

  readonly #lineLost = () => {
    this.online = false
  }

  async #goLive(): Promise<void> {
    if (this.#live || this.#closed) return
    const live = await goLive({
      token: () => this.api.token(),
      connected: () => this.#lineBack(),
      disconnected: () => (this.online = navigator.onLine && this.online),
      entry: (entry) => {
        this.truth.apply(entry)
        this.#saveSoon()
      },
      toast: (toast) => {
        this.#doors.toast(toast)
        this.#refresh({ what: 'notifications' })
      },
      refused: () => this.catchUp(),
    }).catch(() => undefined)
    if (this.#closed || this.#live) live?.close()
    else this.#live = live
  }

  #settle(wish: Wish, answer: unknown): void {
    if (wish.kind === 'delete') return this.truth.drop(wish.task_id)
    const { may, ...task } = answer as Task
    this.truth.putTask(task, may)
    this.#saveSoon()
  }

  #refresh(stale: Stale): void {
    switch (stale.what) {
      case 'reminders':
        return this.#touch(`reminders:${stale.task_id}`)
      case 'notifications':
        this.#touch('notifications')
        return void this.countUnread()
      case 'me':
        return void this.loads.run('me', async () => void (this.me = await this.api.get<Me>('/me')))
      case 'board':
        return this.#reloadBoards(({ id }) => id === stale.board_id)
      case 'boards':
        return this.#reloadBoards(({ project_id }) => project_id === stale.project_id)
      case 'project_members':
        this.#touch(`members:${this.truth.projects.get(stale.project_id)?.team_id}`)
        return this.#reloadBoards(({ project_id }) => project_id === stale.project_id)
      case 'access':
        void this.loads.run('access', () => this.loadFirst())
        void this.#loader.forgetUnseenBoards()
        this.#touch(`members:${stale.team_id}`)
        return this.#reloadBoards(({ team_id }) => team_id === stale.team_id)
      case 'members':
        if (stale.user_id === this.user_id) void this.loads.run('access', () => this.loadFirst())
        this.#touch(`members:${stale.team_id}`)
        return this.#reloadBoards(({ team_id }) => team_id === stale.team_id)
    }
  }

  #reloadBoards(isMeant: (board: Board['board']) => boolean): void {
    for (const { board } of this.truth.boards.values()) if (isMeant(board)) void this.loadBoard(board.id)
  }

  #touch(name: string): void {
    this.touched.set(name, (this.touched.get(name) ?? 0) + 1)
  }

  #saveSoon(): void {
    clearTimeout(this.#saving)
    this.#saving = setTimeout(() => this.#save(), 500)
  }

  #save(): void {
    const { me, truth } = this
    if (!me || this.#closed) return
    const first: FirstScreen = {
      me,
      teams: [...truth.teams.values()],
      projects: [...truth.projects.values()],
      tasks: [...truth.tasks.values()].filter((task) => isMine(task, this.viewer)),
      cursor: this.#sync.cursor,
    }
    void this.device.keep('first', first).catch(() => {})
  }
}
