import { expect, test } from 'vitest'
import { openDoors } from '../testing/doors.ts'
import { makeWorld } from '../testing/world.ts'

test.each([
  '/',
  '/login',
  '/health',
  '/api/v1/nothing',
  '/api/v1/sync',
  '/api/docs',
  '/api/openapi.json',
  '/../etc/passwd',
])('%s is answered with the security headers', async (path) => {
  const doors = await openDoors(await makeWorld())

  const { headers } = await fetch(doors.url + path)

  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';/)
  expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*/)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('permissions-policy')).toContain('camera=()')
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin-allow-popups')
  expect(headers.get('x-frame-options')).toBeNull()
  expect(headers.get('server') ?? headers.get('x-powered-by')).toBeNull()
})

test('only the Mini App may be framed, and only by Telegram', async () => {
  const doors = await openDoors(await makeWorld())
  const ancestors = async (path: string) =>
    /frame-ancestors ([^;]*)/.exec((await fetch(doors.url + path)).headers.get('content-security-policy') ?? '')?.[1]

  expect(await ancestors('/')).toBe('https://web.telegram.org')
  expect(await ancestors('/tasks/12')).toBe('https://web.telegram.org')
  for (const path of ['/login', '/admin', '/api/v1/tasks', '/api/docs', '/health'])
    expect(await ancestors(path)).toBe("'none'")
})

test('a Host that is not ours is refused', async () => {
  const doors = await openDoors(await makeWorld())
  const { port } = new URL(doors.url)
  const { request } = await import('node:http')

  const status = await new Promise((resolve) => {
    request({ host: '127.0.0.1', port, path: '/health', headers: { host: 'evil.example' } }, (response) =>
      resolve(response.resume().statusCode),
    ).end()
  })

  expect(status).toBe(421)
})
