import { z } from 'zod'
import { BoardTask } from '../tasks/contract.ts'

const Tasks = z.array(BoardTask)
const Count = z.int().min(0)

export const MyDay = z
  .strictObject({
    day: z.iso.date().meta({ description: 'Today where the person is' }),
    time_zone: z.string(),
    overdue: Tasks,
    today: Tasks,
    next: Tasks,
    no_date: Tasks,
    counts: z
      .strictObject({ overdue: Count, today: Count, next: Count, no_date: Count })
      .meta({ description: 'How many there are of each; at most 100 are listed, the rest by GET /tasks' }),
  })
  .meta({ id: 'MyDay' })
