import type { Column } from '../../../backend/features/projects/contract.ts'
import type { SharedTask } from '../../../backend/features/tasks/contract.ts'
import { t } from '../core/texts.svelte.ts'
import type { Place } from '../tasks/tasks.svelte.ts'
import { placeOf, stepFrom, type Step } from './arrange.ts'
import type { Carrying } from './carrying.svelte.ts'

interface Doors {
  carrying: Carrying
  columns: Column[]
  lists: Map<number, SharedTask[]>
  mayMove: (task: SharedTask) => boolean
  /** Opens 'Move to' for the card. */
  move: (task: SharedTask) => void
  say: (text: string) => void
  focus: (task_id: number) => Promise<void>
}

const STEPS: Record<string, Step> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' }

/** The keyboard on a card: space lifts and drops, arrows go or carry, Escape puts it back, M asks where to. */
export function boardKeys({ carrying, columns, lists, mayMove, move, say, focus }: Doors) {
  const sayPlace = ({ column_id, before_task_id }: Place) => {
    const list = lists.get(column_id) ?? []
    const at = list.findIndex(({ id }) => id === before_task_id)
    const column = columns.find(({ id }) => id === column_id)?.name ?? ''
    return t('app-carried-over', { column, place: String((at === -1 ? list.length : at) + 1) })
  }

  const lift = (task: SharedTask) => {
    carrying.lift(task, placeOf(lists, task), 'keyboard')
    say(t('app-lifted', { title: task.title }))
  }

  const carry = (task: SharedTask, from: Place, step: Step) => {
    const place = stepFrom(columns, lists, task.id, from, step)
    if (!place) return
    carrying.over(place)
    say(sayPlace(place))
    void focus(task.id)
  }

  const go = (task: SharedTask, step: Step) => {
    const here = placeOf(lists, task)
    const list = lists.get(here.column_id) ?? []
    const at = list.findIndex(({ id }) => id === task.id)
    const aside = columns[columns.findIndex(({ id }) => id === here.column_id) + (step === 'left' ? -1 : 1)]
    const beside = step === 'left' || step === 'right' ? lists.get(aside?.id ?? 0) : undefined
    const next = beside
      ? beside[Math.min(at, beside.length - 1)]
      : list[step === 'up' ? at - 1 : step === 'down' ? at + 1 : -1]
    if (next) void focus(next.id)
  }

  return (event: KeyboardEvent, task: SharedTask) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const carried = carrying.now?.by === 'keyboard' ? carrying.now : undefined
    const step = STEPS[event.key]
    if (step) {
      if (carried) carry(carried.task, carried.to, step)
      else go(task, step)
    } else if (carried && (event.key === ' ' || event.key === 'Enter')) {
      carrying.drop()
      say(t('app-dropped'))
      void focus(carried.task.id)
    } else if (carried && event.key === 'Escape') {
      carrying.cancel()
      say(t('app-put-back'))
      void focus(carried.task.id)
    } else if (event.key === ' ' && mayMove(task)) lift(task)
    else if (event.key.toLowerCase() === 'm' && mayMove(task)) move(task)
    else return
    event.preventDefault()
  }
}
