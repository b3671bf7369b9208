import type { Attachment } from 'svelte/attachments'
import type { Place } from '../tasks/tasks.svelte.ts'
import { makeEdgeScroll } from './edge-scroll.ts'

const HOLD_MS = 260
const SLACK_PX = 8

interface Doors {
  /** Whether this card may be lifted; it is now in the hand. */
  lift(task_id: number): boolean
  over(place: Place): void
  drop(): void
  cancel(): void
}

interface Hand {
  pointer_id: number
  card: HTMLElement
  start: { x: number; y: number }
  at: { x: number; y: number }
  ghost?: HTMLElement
}

/**
 * Carries cards of a board by pointer: a mouse lifts by moving, a finger by holding still, so that it can still scroll.
 * Cards have `data-task`, columns `data-column`, and the scrolling list in a column `data-list`.
 */
export function pointerDrag(doors: Doors): Attachment<HTMLElement> {
  return (board) => {
    let hand: Hand | undefined
    let holding: ReturnType<typeof setTimeout> | undefined
    let frame = 0
    let justDropped = false

    const scrollNearEdges = makeEdgeScroll(board)

    const follow = (now: number) => {
      if (!hand?.ghost) return
      const { ghost, at, start } = hand
      ghost.style.transform = `translate(${at.x - start.x}px, ${at.y - start.y}px) rotate(1.5deg)`
      scrollNearEdges(at, now)
      const place = placeUnder(at, hand.card.dataset.task)
      if (place) doors.over(place)
      frame = requestAnimationFrame(follow)
    }

    const lift = () => {
      clearTimeout(holding)
      if (!hand || hand.ghost || !doors.lift(Number(hand.card.dataset.task))) return
      board.setPointerCapture(hand.pointer_id)
      hand.ghost = makeGhost(hand.card)
      board.dataset.carrying = ''
      frame = requestAnimationFrame(follow)
    }

    const end = (dropped: boolean) => {
      clearTimeout(holding)
      cancelAnimationFrame(frame)
      if (hand?.ghost) {
        hand.ghost.remove()
        delete board.dataset.carrying
        justDropped = true
        setTimeout(() => (justDropped = false))
        if (dropped) doors.drop()
        else doors.cancel()
      }
      hand?.card.removeEventListener('touchmove', onTouchMove)
      hand = undefined
    }

    const onDown = (event: PointerEvent) => {
      const card = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-task]') : null
      if (!card || event.button !== 0 || hand || (event.target as Element).closest('button')) return
      const start = { x: event.clientX, y: event.clientY }
      hand = { pointer_id: event.pointerId, card, start, at: start }
      // A card carried to another column is drawn anew there: the touch goes on at the old one, out of the page.
      card.addEventListener('touchmove', onTouchMove, { passive: false })
      if (event.pointerType !== 'mouse') holding = setTimeout(lift, HOLD_MS)
    }
    const onMove = (event: PointerEvent) => {
      if (event.pointerId !== hand?.pointer_id) return
      hand.at = { x: event.clientX, y: event.clientY }
      if (hand.ghost || Math.hypot(hand.at.x - hand.start.x, hand.at.y - hand.start.y) < SLACK_PX) return
      if (event.pointerType === 'mouse') lift()
      else end(false)
    }
    const onUp = (event: PointerEvent) => {
      if (event.pointerId === hand?.pointer_id) end(true)
    }
    const onCancel = (event: PointerEvent) => {
      if (event.pointerId === hand?.pointer_id) end(false)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && hand?.ghost) end(false)
    }
    const onTouchMove = (event: TouchEvent) => {
      if (hand?.ghost) event.preventDefault()
    }
    const onClick = (event: MouseEvent) => {
      if (!justDropped) return
      event.preventDefault()
      event.stopPropagation()
    }
    const onMenu = (event: MouseEvent) => {
      if (hand) event.preventDefault()
    }

    board.addEventListener('pointerdown', onDown)
    board.addEventListener('touchmove', onTouchMove, { passive: false })
    board.addEventListener('click', onClick, true)
    board.addEventListener('contextmenu', onMenu)
    board.addEventListener('dragstart', preventDefault)
    addEventListener('pointermove', onMove)
    addEventListener('pointerup', onUp)
    addEventListener('pointercancel', onCancel)
    addEventListener('keydown', onKey)
    return () => {
      end(false)
      removeEventListener('pointermove', onMove)
      removeEventListener('pointerup', onUp)
      removeEventListener('pointercancel', onCancel)
      removeEventListener('keydown', onKey)
    }
  }
}

const preventDefault = (event: Event) => event.preventDefault()

function makeGhost(card: HTMLElement): HTMLElement {
  const { left, top, width, height } = card.getBoundingClientRect()
  const ghost = card.cloneNode(true) as HTMLElement
  ghost.removeAttribute('data-task')
  ghost.setAttribute('aria-hidden', 'true')
  ghost.inert = true
  ghost.dataset.ghost = ''
  Object.assign(ghost.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` })
  document.body.append(ghost)
  return ghost
}

/** The column under a point, and the first card there whose middle is below it. */
function placeUnder({ x, y }: { x: number; y: number }, carried: string | undefined): Place | undefined {
  const under = document.elementFromPoint(
    Math.min(Math.max(x, 1), innerWidth - 2),
    Math.min(Math.max(y, 1), innerHeight - 2),
  )
  const column = under?.closest<HTMLElement>('[data-column]')
  if (!column) return undefined
  const cards = [...column.querySelectorAll<HTMLElement>('[data-task]')].filter((card) => card.dataset.task !== carried)
  const below = cards.find((card) => {
    const { top, height } = card.getBoundingClientRect()
    return y < top + height / 2
  })
  const hidden = column.dataset.next
  const before = below?.dataset.task ?? hidden
  return { column_id: Number(column.dataset.column), before_task_id: before ? Number(before) : undefined }
}
