import { existsSync, writeFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'

/** A worker that breaks the first time it is started, and lives the second time. */
if (parentPort) {
  const port = parentPort
  const { job, settings } = workerData as { job: { name: string }; settings: { web_base_url: string } }
  const mark = settings.web_base_url
  if (job.name !== 'tick') process.exit(0)
  if (!existsSync(mark)) {
    writeFileSync(mark, '')
    throw new Error('stumbled')
  }
  const beat = setInterval(() => port.postMessage({ kind: 'alive' }), 50)
  port.on('message', () => {
    clearInterval(beat)
    port.close()
  })
}
