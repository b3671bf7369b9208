const EDGE_PX = 56
const FASTEST_PX = 14

/** Scrolls the board sideways and the column under the finger up and down, while a carried card is near an edge. */
export function scrollNearEdges(board: HTMLElement, { x, y }: { x: number; y: number }): void {
  const frame = board.getBoundingClientRect()
  const sideways = speed(x, frame.left, frame.right)
  if (sideways !== 0) board.scrollLeft += sideways
  const list = document
    .elementFromPoint(x, y)
    ?.closest<HTMLElement>('[data-column]')
    ?.querySelector<HTMLElement>('[data-list]')
  if (!list) return
  const { top, bottom } = list.getBoundingClientRect()
  const along = speed(y, top, bottom)
  if (along !== 0) list.scrollTop += along
}

function speed(at: number, start: number, end: number): number {
  const share = (depth: number) => Math.min(1, depth / EDGE_PX) * FASTEST_PX
  if (at < start + EDGE_PX) return -share(start + EDGE_PX - at)
  if (at > end - EDGE_PX) return share(at - end + EDGE_PX)
  return 0
}
