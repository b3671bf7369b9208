import type { Audiences } from '../../core/database.ts'
import { listProjectAudience } from '../projects/queries.ts'
import { listMemberIds } from '../teams/queries.ts'
import { TEAM_ROLES } from '../teams/values.ts'

/** Who belongs to each kind of audience, read now; `team` leaves out its guests, `everyone` does not. */
export const audiences: Audiences = {
  user: (_, id) => Promise.resolve([id]),
  project: listProjectAudience,
  team: (db, id) => listMemberIds(db, id, ['admin', 'manager', 'member']),
  everyone: (db, id) => listMemberIds(db, id, [...TEAM_ROLES]),
  admins: (db, id) => listMemberIds(db, id, ['admin']),
}
