import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { Notice } from '../../backend/features/notifications/contract.ts'
import { noticeKeyboard, noticeText } from './message.ts'
import { makeMessenger } from './messenger.ts'

const notice: Notice = {
  kind: 'due_soon',
  args: {},
  locale: 'ru',
  time_zone: 'Asia/Vladivostok',
  now: '2026-03-02T09:00:00.000Z',
  task: {
    id: 12,
    title: 'Смета <b>&',
    status: 'todo',
    priority: 'high',
    due_at: '2026-03-02T15:30:00.000Z',
    project: 'A & B',
  },
  team: null,
}
const web_base_url = 'http://dela.local'

test('a reminder speaks the person’s language and goes by their clock', () => {
  expect(noticeText(notice, { web_base_url, opens_apps: true }, false)).toBe(
    'Срок завтра в 01:30: <b>Смета &lt;b&gt;&amp;</b>\n#12 · A &amp; B · высокий',
  )
})

test('a plain text has no markup, and where apps can’t be opened the link stands in it', () => {
  const settings = { web_base_url, opens_apps: false }

  expect(noticeText(notice, settings, true)).toBe(
    'Срок завтра в 01:30: Смета <b>&\n#12 · A & B · высокий\nhttp://dela.local/tasks/12',
  )
  expect(noticeKeyboard(notice, settings).inline_keyboard.flat()).toMatchObject([
    { text: '✓ Готово', callback_data: 'done:12' },
    { text: '+1 час', callback_data: 'snooze:12:60' },
    { text: 'Завтра', callback_data: 'snooze:12:1440' },
  ])
})

test('what concerns a finished task asks for nothing', () => {
  const task = notice.task && { ...notice.task, status: 'done' as const }
  const finished: Notice = { ...notice, kind: 'moved', args: { actor: 'Vera', from: 'todo', to: 'done' }, task }

  expect(noticeText(finished, { web_base_url, opens_apps: true }, true)).toContain('Vera закрывает задачу')
  expect(noticeKeyboard(finished, { web_base_url, opens_apps: true }).inline_keyboard.flat()).toMatchObject([
    { text: 'Открыть', web_app: { url: 'http://dela.local/tasks/12' } },
  ])
})

async function messengerTo(answer: Parameters<typeof createServer>[1] | undefined) {
  const server = createServer(answer ?? (() => {})).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  if (!answer) await new Promise((resolve) => server.close(resolve))
  const api_root = `http://127.0.0.1:${port}`
  return makeMessenger({ token: '123456:TEST', api_root, web_base_url, opens_apps: true, seconds: 0.3 })
}

test.each([
  ['nobody listens there', undefined, { outcome: 'unreachable' }],
  [
    'a proxy answers instead',
    (_: unknown, res: { end: (text: string) => void }) => res.end('<html>'),
    { outcome: 'unreachable' },
  ],
  ['no answer comes', () => {}, { outcome: 'unconfirmed' }],
  ['the line breaks', (_: unknown, res: { destroy: () => void }) => res.destroy(), { outcome: 'unconfirmed' }],
])('when %s, it is known whether the message may have arrived', async (_, answer, told) => {
  const { tell, probe } = await messengerTo(answer)

  expect(await tell({ chat_id: 1, plain: false }, notice)).toMatchObject(told)
  expect((await probe()).outcome).not.toBe('sent')
})
