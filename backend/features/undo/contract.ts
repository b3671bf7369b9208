import { z } from 'zod'

export const UndoChange = z.strictObject({
  entry: z
    .string()
    .regex(/^team:[1-9]\d{0,14}@[1-9]\d{0,14}$/, 'stream and number of a journal entry, such as team:5@120')
    .meta({ description: 'Stream and number of the journal entry to undo, such as team:5@120' }),
})
export type UndoChange = z.infer<typeof UndoChange>
