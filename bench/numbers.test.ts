import { expect, test } from 'vitest'
import { median, percentile, ratioOf, spreadOf } from './numbers.ts'

test('the median of an even count lies between the two in the middle, in whatever order they came', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([10, 2, 1, 4])).toBe(3)
  expect(median([7])).toBe(7)
  expect(median([])).toBeNaN()
})

test('a percentile is a value that was measured, never one between two', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index)

  expect(percentile(values, 0.5)).toBe(50)
  expect(percentile(values, 0.99)).toBe(99)
  expect(percentile([3, 8], 0.99)).toBe(8)
  expect(percentile([3, 8], 0)).toBe(3)
})

test('a round in which both were slow leaves the ratio as it was', () => {
  expect(ratioOf([200, 20, 220], [100, 10, 100])).toEqual({ median: 2, least: 2, most: 2.2 })
})

test('a spread shows the extremes', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 })
})
