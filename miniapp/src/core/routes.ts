export type Page =
  | { name: 'my_day' }
  | { name: 'projects' }
  | { name: 'project'; project_id: number }
  | { name: 'board'; board_id: number }
  | { name: 'team'; team_id: number }
  | { name: 'notifications' }
  | { name: 'settings' }
  | { name: 'login' }
  | { name: 'invite' }
  | { name: 'unknown' }

export interface Place {
  page: Page
  /** A task is read above the page one came from. */
  task_id: number | undefined
}

const PATTERNS: [pattern: RegExp, page: (id: number) => Page][] = [
  [/^\/(?:my-day)?$/, () => ({ name: 'my_day' })],
  [/^\/projects$/, () => ({ name: 'projects' })],
  [/^\/projects\/(\d{1,15})$/, (project_id) => ({ name: 'project', project_id })],
  [/^\/boards\/(\d{1,15})$/, (board_id) => ({ name: 'board', board_id })],
  [/^\/teams\/(\d{1,15})$/, (team_id) => ({ name: 'team', team_id })],
  [/^\/notifications$/, () => ({ name: 'notifications' })],
  [/^\/settings$/, () => ({ name: 'settings' })],
  [/^\/login$/, () => ({ name: 'login' })],
  [/^\/invite$/, () => ({ name: 'invite' })],
]

export function readPath(path: string): Page {
  const plain = path.length > 1 ? path.replace(/\/+$/, '') : path
  for (const [pattern, page] of PATTERNS) {
    const match = pattern.exec(plain)
    if (match) return page(Number(match[1]))
  }
  return { name: 'unknown' }
}

/** The page and the task over it; `under` is where the person was when they opened the task. */
export function readPlace(path: string, under: string | undefined): Place {
  const task = /^\/tasks\/(-?\d{1,15})\/?$/.exec(path)?.[1]
  if (task === undefined) return { page: readPath(path), task_id: undefined }
  return { page: readPath(under ?? '/my-day'), task_id: Number(task) }
}

/** Where 'back' leads when there is nothing behind. */
export function parentOf(path: string): string | undefined {
  const { page, task_id } = readPlace(path, undefined)
  if (task_id !== undefined || page.name === 'projects' || page.name === 'unknown') return '/my-day'
  if (page.name === 'project' || page.name === 'board' || page.name === 'team') return '/projects'
  if (page.name === 'notifications' || page.name === 'settings') return '/my-day'
  return undefined
}
