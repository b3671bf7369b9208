import { FluentResource } from '@fluent/bundle'
import type { Pattern, Text } from '../src/core/fluent.ts'

type Source = FluentResource['body'][number]['value']
type Element = Exclude<NonNullable<Source>, string>[number]
type Expression = Exclude<Element, string>

/** Fluent source to the small shape of `core/fluent.ts`: strings, arguments, other messages and selections. */
export function compileTexts(source: string): Record<string, Pattern> {
  return Object.fromEntries(
    new FluentResource(source).body.map(({ id, value }) => [id, value === null ? '' : compilePattern(value)]),
  )
}

function compilePattern(value: NonNullable<Source>): Pattern {
  if (typeof value === 'string') return value
  const parts = value.map((part) => (typeof part === 'string' ? part : compileExpression(part)))
  return parts.every((part) => typeof part === 'string') ? parts.join('') : parts
}

function compileExpression(expression: Expression): Text {
  switch (expression.type) {
    case 'str':
      return expression.value
    case 'num':
      return String(expression.value)
    case 'var':
      return { arg: expression.name }
    case 'mesg':
      return { message: expression.name }
    case 'select': {
      const { selector } = expression
      if (selector.type !== 'var') throw new Error('the Mini App selects by an argument only')
      const cases = expression.variants.map(({ key, value }) => [String(key.value), compilePattern(value)] as const)
      return { select: selector.name, otherwise: expression.star, cases: cases.map(([key, text]) => [key, text]) }
    }
    default:
      throw new Error(`the Mini App has no ${expression.type} in its texts`)
  }
}
