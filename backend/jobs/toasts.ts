import type { FromWorker, ToWorker } from './messages.ts'

const GRACE_MS = 2000

/** Toasts as a worker asks for them: the main thread holds the sockets, and says whether anybody acknowledged. */
export function makeToasts(say: (message: FromWorker) => void) {
  const waiting = new Map<number, (acknowledged: boolean) => void>()
  let last = 0
  return {
    show: (user_id: number, toast: object, ms: number) =>
      new Promise<boolean>((resolve) => {
        const id = ++last
        const answer = (acknowledged: boolean) => {
          clearTimeout(late)
          waiting.delete(id)
          resolve(acknowledged)
        }
        const late = setTimeout(answer, ms + GRACE_MS, false)
        waiting.set(id, answer)
        say({ kind: 'toast', id, user_id, toast, ms })
      }),
    answered: ({ id, acknowledged }: ToWorker) => waiting.get(id)?.(acknowledged),
  }
}
