import { z } from 'zod'
import { LABEL_COLORS } from './values.ts'

export const Label = z
  .strictObject({ id: z.int(), name: z.string(), color: z.enum(LABEL_COLORS) })
  .meta({ id: 'Label' })
export type Label = z.infer<typeof Label>
