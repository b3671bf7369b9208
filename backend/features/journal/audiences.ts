import type { Audiences } from '../../core/database.ts'
import { listProjectAudience } from '../projects/queries.ts'
import { listMemberIds } from '../teams/queries.ts'

/** Who belongs to each kind of audience, read now. */
export const audiences: Audiences = {
  user: (_, id) => Promise.resolve([id]),
  project: listProjectAudience,
  team: (db, id) => listMemberIds(db, id, ['admin', 'manager', 'member']),
  admins: (db, id) => listMemberIds(db, id, ['admin']),
}
