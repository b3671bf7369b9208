import type { Me } from '../../../backend/features/people/contract.ts'
import type { SharedProject, WholeBoard } from '../../../backend/features/projects/contract.ts'
import type { SharedTask, Task } from '../../../backend/features/tasks/contract.ts'
import type { Team } from '../../../backend/features/teams/contract.ts'
import { Refusal, type Api } from './api.ts'
import type { Device } from './device.ts'
import type { Loads } from './loads.svelte.ts'
import { getAll } from './pages.ts'
import type { Truth } from './truth.ts'

const OPEN = 'backlog,todo,in_progress,review'

type KeptBoard = WholeBoard & { etag: string | undefined }

interface Parts {
  api: Api
  device: Device
  truth: Truth
  loads: Loads
  user_id: number
}

/** Asks the server for whole screens, and puts the answers among what came live meanwhile. */
export class Loader {
  readonly #parts: Parts
  readonly #restored = new Set<number>()
  readonly #etags = new Map<number, string | undefined>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Who one is, where one belongs, and what one has been given to do. */
  async readFirst(): Promise<Me> {
    const { api, truth, user_id } = this.#parts
    const isGiven = ({ assignees, done_at }: SharedTask) => !done_at && assignees.some(({ id }) => id === user_id)
    const known = { teams: [...truth.teams.keys()], projects: [...truth.projects.keys()], tasks: this.#idsOf(isGiven) }
    const losses = truth.losses
    const [me, teams, projects, given] = await Promise.all([
      api.get<Me>('/me'),
      getAll<Team>(api, '/teams'),
      getAll<SharedProject>(api, '/projects'),
      getAll<SharedTask>(api, '/tasks', { assigned_to: 'me', status: OPEN, ordering: 'due_at' }),
    ])
    if (losses !== truth.losses) return this.readFirst()
    dropUnnamed(truth.teams, known.teams, teams)
    dropUnnamed(truth.projects, known.projects, projects)
    for (const team of teams) truth.putTeam(team)
    for (const project of projects) truth.putProject(project)
    truth.putWhole(given, known.tasks)
    return me
  }

  /** What lies in the personal team. */
  async readOwn(team_id: number): Promise<void> {
    const { api, truth } = this.#parts
    const among = this.#idsOf((task) => task.team_id === team_id && !task.done_at)
    truth.putWhole(await getAll<SharedTask>(api, '/tasks', { team_id, status: OPEN }), among)
  }

  loadBoard(board_id: number): Promise<void> {
    const { loads } = this.#parts
    const name = `board:${board_id}`
    return loads.run(name, async () => {
      if (!this.#restored.has(board_id)) await this.#restoreBoard(board_id)
      try {
        await this.#readBoard(board_id)
      } catch (error) {
        if (error instanceof Refusal && error.status === 404) await this.#forgetBoard(board_id)
        throw error
      }
    })
  }

  /** After a change of access the device keeps only boards that are still known; others are read again when they are opened. */
  async forgetUnseenBoards(): Promise<void> {
    const { device, truth } = this.#parts
    const seen = new Set([...truth.boards.keys()].map((id) => `board:${id}`))
    await device.forgetKept((name) => name.startsWith('board:') && !seen.has(name)).catch(() => {})
  }

  async readTask(task_id: number): Promise<void> {
    const { may, ...task } = await this.#parts.api.get<Task>(`/tasks/${task_id}`)
    this.#parts.truth.putTask(task, may)
  }

  async #readBoard(board_id: number): Promise<void> {
    const { api, device, truth } = this.#parts
    const among = this.#idsOf((task) => task.board_id === board_id)
    const losses = truth.losses
    const etag = truth.boards.has(board_id) ? this.#etags.get(board_id) : undefined
    const { body, status, etag: newer } = await api.ask<WholeBoard>(`/boards/${board_id}`, { etag })
    if (losses !== truth.losses) return this.#readBoard(board_id)
    if (status === 304) return
    this.#putBoard(body, among)
    this.#etags.set(board_id, newer)
    await device.keep(`board:${board_id}`, { ...body, etag: newer } satisfies KeptBoard).catch(() => {})
  }

  async #restoreBoard(board_id: number): Promise<void> {
    const { device } = this.#parts
    this.#restored.add(board_id)
    const kept = await device.kept<KeptBoard>(`board:${board_id}`).catch(() => undefined)
    if (!kept) return
    const { etag, ...board } = kept
    this.#putBoard(board, [])
    this.#etags.set(board_id, etag)
  }

  async #forgetBoard(board_id: number): Promise<void> {
    const { device, truth } = this.#parts
    truth.boards.delete(board_id)
    for (const id of this.#idsOf((task) => task.board_id === board_id)) truth.tasks.delete(id)
    await device.forgetKept((name) => name === `board:${board_id}`).catch(() => {})
  }

  #putBoard({ tasks, ...board }: WholeBoard, among: number[]): void {
    const { truth } = this.#parts
    truth.putWhole(tasks, among)
    truth.boards.set(board.board.id, board)
  }

  #idsOf(isMeant: (task: SharedTask) => boolean): number[] {
    return [...this.#parts.truth.tasks.values()].filter(isMeant).map(({ id }) => id)
  }
}

function dropUnnamed(map: Map<number, unknown>, known: number[], named: { id: number }[]): void {
  for (const id of known) if (!named.some((thing) => thing.id === id)) map.delete(id)
}
