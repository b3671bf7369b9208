const PAGES: [pattern: RegExp, path: (value: string) => string][] = [
  [/^task_(\d{1,15})$/, (id) => `/tasks/${id}`],
  [/^project_(\d{1,15})$/, (id) => `/projects/${id}`],
  [/^board_(\d{1,15})$/, (id) => `/boards/${id}`],
  [/^invite_([\w-]{20,100})$/, (token) => `/invite#t=${token}`],
]

/** The address behind a `startapp` word, or undefined for a word this app does not know. */
export function pathOfStartParam(word: string): string | undefined {
  for (const [pattern, path] of PAGES) {
    const value = pattern.exec(word)?.[1]
    if (value !== undefined) return path(value)
  }
  return undefined
}
