import { GrammyError, HttpError } from 'grammy'
import { expect, test } from 'vitest'
import { makeLog } from './log.ts'

const BOT_TOKEN = '123456789:AAH5YkoiEuPk8-FZa32hStHTqXiLPtAEhx8'
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'
const DIGEST = 'c501b71e775f74ce10e377dea85a7ea24ecd640b223ea86dfe453e0eaed2e2b2'

function linesOf(write: (log: ReturnType<typeof makeLog>) => void): string {
  const lines: string[] = []
  write(makeLog('info', (line) => lines.push(line)))
  return lines.join('')
}

test('a bot token inside an error of grammY never reaches the log', () => {
  const network = new Error(`connect failed: https://api.telegram.org/bot${BOT_TOKEN}/getMe`)
  const outer = new HttpError('Network request failed', network)
  const refused = new GrammyError(
    'Call failed',
    { ok: false, error_code: 401, description: `bad ${BOT_TOKEN}` },
    'getMe',
    { url: `/bot${BOT_TOKEN}/` },
  )

  const text = linesOf((log) => {
    log.error({ err: new Error('outer', { cause: outer }) }, `at ${BOT_TOKEN}`)
    log.error({ err: refused, payload: { deep: [{ url: `x/bot${BOT_TOKEN}/y` }] } })
  })

  expect(text).toContain('connect failed')
  expect(text).not.toContain(BOT_TOKEN)
})

test('telling keys are hidden however deep they lie and whatever they hold', () => {
  const text = linesOf((log) => {
    log.info({ body: { password: 'hunter2', nested: { init_data: 'user=1', refresh_token: ['abc'], code: 123_456 } } })
    log.info({ headers: { authorization: 'Basic dXNlcg==', cookie: 'rt=canary' } })
    log.info(`session ${JWT} of ${DIGEST} at postgres://dela:s3cret@db/dela and /login#t=canary2`)
  })

  for (const secret of ['hunter2', 'user=1', 'abc', '123456', 'dXNlcg', 'canary', JWT, DIGEST, 's3cret'])
    expect(text).not.toContain(secret)
})

test('one event is one line, whatever it says', () => {
  const text = linesOf((log) => log.info({ title: 'first\nsecond\r\n' }, 'made\nup'))

  expect(text.trimEnd().split('\n')).toHaveLength(1)
})
