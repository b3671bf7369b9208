import { expect, test } from 'vitest'
import { IdPlace, pageOfRows, readCursor } from './cursor.ts'

const rows = [{ id: 3 }, { id: 5 }, { id: 8 }]

test('a full page names the place where it ended, and the last page names none', () => {
  const page = pageOfRows(rows, 2, (row) => [row.id])

  expect(page.items).toEqual([{ id: 3 }, { id: 5 }])
  expect(readCursor(page.next ?? '', IdPlace)).toEqual([5])
  expect(pageOfRows(rows, 3, (row) => [row.id]).next).toBeNull()
})

test('whatever is no cursor of this list is refused with 400', () => {
  const other = Buffer.from('["a",null]').toString('base64url')

  for (const cursor of ['', 'abc', 'bnVsbA', other, '%%%'])
    expect(() => readCursor(cursor, IdPlace), cursor).toThrow(expect.objectContaining({ status: 400 }))
})
