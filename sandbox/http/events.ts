import type { ServerResponse } from 'node:http'
import type { SandboxTelegram } from '../telegram/types.ts'

const STILL_HERE_MS = 20_000

/** Tells the chat page, as server-sent events, which chat to read again. */
export function streamChanges(telegram: SandboxTelegram, res: ServerResponse): void {
  res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  res.write('retry: 1000\n\n')
  const stop = telegram.onChange((change) => res.write(`data: ${JSON.stringify(change)}\n\n`))
  const timer = setInterval(() => res.write(': here\n\n'), STILL_HERE_MS)
  timer.unref()
  res.on('close', () => {
    stop()
    clearInterval(timer)
  })
}
