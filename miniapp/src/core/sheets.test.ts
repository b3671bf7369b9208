import { expect, test } from 'vitest'
import { Sheets } from './sheets.svelte.ts'

test('back closes the uppermost sheet, and nothing where none is open', () => {
  const sheets = new Sheets()
  const closed: string[] = []
  sheets.add({ close: () => closed.push('task') })
  const gone = sheets.add({ close: () => closed.push('move to') })

  expect(sheets.closeTop()).toBe(true)
  gone()
  expect(sheets.closeTop()).toBe(true)

  expect(closed).toEqual(['move to', 'task'])
  expect(new Sheets().closeTop()).toBe(false)
})
