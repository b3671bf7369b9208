import type { Route } from '../core/routes.ts'
import { boardRoutes } from './boards/routes.ts'
import { bulkRoutes } from './bulk/routes.ts'
import { checklistRoutes } from './checklist/routes.ts'
import { dependencyRoutes } from './dependencies/routes.ts'
import { dayRoutes } from './day/routes.ts'
import { journalRoutes } from './journal/routes.ts'
import { labelRoutes } from './labels/routes.ts'
import { messageRoutes } from './messages/routes.ts'
import { notificationRoutes } from './notifications/routes.ts'
import { passwordRoutes } from './passwords/routes.ts'
import { peopleRoutes } from './people/routes.ts'
import { projectRoutes } from './projects/routes.ts'
import { reminderRoutes } from './reminders/routes.ts'
import { searchRoutes } from './search/routes.ts'
import { sessionRoutes } from './sessions/routes.ts'
import { taskRoutes } from './tasks/routes.ts'
import { teamRoutes } from './teams/routes.ts'
import { serviceTokenRoutes } from './service-tokens/routes.ts'
import { tokenRoutes } from './tokens/routes.ts'
import { timeRoutes } from './time/routes.ts'
import { trashRoutes } from './trash/routes.ts'
import { undoRoutes } from './undo/routes.ts'
import { watcherRoutes } from './watchers/routes.ts'

/** Every route of the product. */
export const routes: Route[] = [
  ...taskRoutes,
  ...bulkRoutes,
  ...trashRoutes,
  ...undoRoutes,
  ...checklistRoutes,
  ...dependencyRoutes,
  ...watcherRoutes,
  ...timeRoutes,
  ...journalRoutes,
  ...peopleRoutes,
  ...sessionRoutes,
  ...passwordRoutes,
  ...tokenRoutes,
  ...serviceTokenRoutes,
  ...teamRoutes,
  ...projectRoutes,
  ...boardRoutes,
  ...labelRoutes,
  ...reminderRoutes,
  ...notificationRoutes,
  ...messageRoutes,
  ...searchRoutes,
  ...dayRoutes,
]
