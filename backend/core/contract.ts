import { z } from 'zod'

const LARGEST = Number.MAX_SAFE_INTEGER

/** A positive integer, or its digits as text (as they come in a path or a query); nothing else is coerced. */
export const Id = z
  .union(
    [
      z.int().min(1).max(LARGEST),
      z
        .string()
        .regex(/^[1-9]\d{0,15}$/)
        .transform(Number),
    ],
    'an id: a whole number from 1 on',
  )
  .refine((id) => id <= LARGEST)
  .meta({ override: { type: 'integer', minimum: 1 } })

/** A moment with a zone or Z; kept as UTC with milliseconds. */
export const Moment = z.iso
  .datetime({ offset: true, message: 'a moment such as 2026-03-01T12:00:00Z' })
  .transform((text) => new Date(text).toISOString())

/** The pages of a list: at most `limit` items, and `next` to ask for more. */
export const Page = {
  limit: z
    .union(
      [
        z.int(),
        z
          .string()
          .regex(/^\d{1,9}$/)
          .transform(Number),
      ],
      'a whole number from 1 to 100',
    )
    .pipe(z.int().min(1, 'a whole number from 1 to 100').max(100, 'a whole number from 1 to 100'))
    .default(50),
  cursor: z.string().max(500).optional(),
}

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() })

/** A person as others see one. */
export const PersonRef = z.strictObject({ id: z.int(), name: z.string() })
export type PersonRef = z.infer<typeof PersonRef>

/** An enum that also takes upper case on input. */
export function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.preprocess((value) => (typeof value === 'string' ? value.toLowerCase() : value), z.enum(values))
}

export const Nothing = z.strictObject({})
export type Nothing = z.infer<typeof Nothing>

/** Old and new values by field, as the journal keeps them. */
export type Changes = Record<string, { from: unknown; to: unknown }>
