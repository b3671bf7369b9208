import type { SharedTask } from '../../../backend/features/tasks/contract.ts'
import type { Place } from '../tasks/tasks.svelte.ts'
import { isSamePlace } from './arrange.ts'

export interface Carried {
  task: SharedTask
  from: Place
  to: Place
  by: 'pointer' | 'keyboard'
}

interface Doors {
  drop(task: SharedTask, to: Place): void
  lifted(): void
  stepped(): void
}

/** A card in somebody's hand, and where it would fall if they let go. */
export class Carrying {
  now = $state.raw<Carried>()
  readonly #doors: Doors

  constructor(doors: Doors) {
    this.#doors = doors
  }

  lift(task: SharedTask, from: Place, by: Carried['by']): void {
    this.now = { task, from, to: from, by }
    this.#doors.lifted()
  }

  over(to: Place): void {
    if (!this.now || isSamePlace(this.now.to, to)) return
    this.now = { ...this.now, to }
    this.#doors.stepped()
  }

  drop(): void {
    const { now } = this
    this.now = undefined
    if (now && !isSamePlace(now.from, now.to)) this.#doors.drop(now.task, now.to)
  }

  cancel(): void {
    this.now = undefined
  }
}
