import { addDays, momentOf, nextMonday, wallOf } from '../core/dates.ts'

export interface Moment {
  key: string
  at: string
}

/** The moments people mean most: this evening (while there is one), tomorrow morning, next Monday. */
export function usualMoments(now: string, zone: string): Moment[] {
  const { day, time } = wallOf(now, zone)
  const evening = time < '17:00' ? [{ key: 'app-when-evening', at: momentOf({ day, time: '18:00' }, zone) }] : []
  return [
    ...evening,
    { key: 'app-when-tomorrow', at: momentOf({ day: addDays(day, 1), time: '09:00' }, zone) },
    { key: 'app-when-monday', at: momentOf({ day: nextMonday(day), time: '09:00' }, zone) },
  ]
}
