import { expect, test } from 'vitest'
import { keepAnswers } from './kept.ts'

test('an answer is made once for all who ask at once, and again when its version grows', async () => {
  const answers = keepAnswers()
  let made = 0
  const ask = (version: number) => answers.find({ name: 'board:1', version }, () => Promise.resolve({ made: ++made }))

  const [first, second] = await Promise.all([ask(1), ask(1)])
  const later = await ask(2)
  const late = await ask(1)

  expect(first).toBe(second)
  expect([first, later, late].map(({ plain }) => plain.toString())).toEqual(['{"made":1}', '{"made":2}', '{"made":2}'])
})

test('a failure is not kept', async () => {
  const answers = keepAnswers()
  const name = { name: 'board:1', version: 1 }

  await expect(answers.find(name, () => Promise.reject(new Error('gone')))).rejects.toThrow('gone')

  await expect(answers.find(name, () => Promise.resolve(1))).resolves.toMatchObject({ plain: Buffer.from('1') })
})

test('what was asked for longest ago leaves when there is no room', async () => {
  const answers = keepAnswers(25)
  let made = 0
  const ask = (name: string) => answers.find({ name, version: 1 }, () => Promise.resolve(`${++made}${'x'.repeat(7)}`))

  for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await ask(name)

  expect(made).toBe(4)
})
