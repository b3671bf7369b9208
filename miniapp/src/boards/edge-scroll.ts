const EDGE_PX = 56
const FASTEST_PX = 12
const DWELL_MS = 180
const REST_MS = 750

/** Scrolls under a carried card near an edge: the board sideways by one column at a time, so that none is missed; the column smoothly. */
export function makeEdgeScroll(board: HTMLElement) {
  let nearSince = 0
  let restsUntil = 0

  const sideways = (x: number, now: number) => {
    const { left, right } = board.getBoundingClientRect()
    const way = x < left + EDGE_PX ? -1 : x > right - EDGE_PX ? 1 : 0
    nearSince = way === 0 ? 0 : nearSince || now
    if (way === 0 || now - nearSince < DWELL_MS || now < restsUntil) return
    const width = board.querySelector('[data-column]')?.getBoundingClientRect().width ?? 0
    board.scrollBy({ left: way * (width + 12), behavior: 'smooth' })
    restsUntil = now + REST_MS
  }

  const along = (x: number, y: number) => {
    const column = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-column]')
    const list = column?.querySelector<HTMLElement>('[data-list]')
    if (!list) return
    const { top, bottom } = list.getBoundingClientRect()
    const share = (depth: number) => Math.min(1, depth / EDGE_PX) * FASTEST_PX
    if (y < top + EDGE_PX) list.scrollTop -= share(top + EDGE_PX - y)
    else if (y > bottom - EDGE_PX) list.scrollTop += share(y - bottom + EDGE_PX)
  }

  return ({ x, y }: { x: number; y: number }, now: number) => {
    sideways(x, now)
    along(x, y)
  }
}
