import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'
import { onTestFinished } from 'vitest'

/** A real mail server on loopback that keeps what it is given; `refuse` says with which code it sends the next ones away. */
export async function startMailServer() {
  const letters: { to: string[]; from: string; raw: string }[] = []
  const refuse: number[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const code = refuse.shift()
        if (code !== undefined) return done(Object.assign(new Error('not now'), { responseCode: code }))
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        letters.push({ to: envelope.rcptTo.map(({ address }) => address), from, raw: Buffer.concat(parts).toString() })
        done()
      })
    },
  })
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return { url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`, letters, refuse }
}

/** The readable text of a letter, its transfer encoding undone. */
export function readLetter(raw: string): string {
  const unfolded = raw.replaceAll(/=\r?\n/g, '')
  const bytes = unfolded.replaceAll(/((?:=[0-9A-F]{2})+)/g, (codes) =>
    Buffer.from(codes.replaceAll('=', ''), 'hex').toString(),
  )
  return bytes.replaceAll(/^[A-Za-z0-9+/]{40,}(?:\r?\n[A-Za-z0-9+/=]+)*$/gm, (text) =>
    Buffer.from(text, 'base64').toString(),
  )
}
