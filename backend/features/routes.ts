import type { Route } from '../core/routes.ts'
import { journalRoutes } from './journal/routes.ts'
import { notificationRoutes } from './notifications/routes.ts'
import { peopleRoutes } from './people/routes.ts'
import { projectRoutes } from './projects/routes.ts'
import { reminderRoutes } from './reminders/routes.ts'
import { sessionRoutes } from './sessions/routes.ts'
import { taskRoutes } from './tasks/routes.ts'
import { teamRoutes } from './teams/routes.ts'

/** Every route of the product. */
export const routes: Route[] = [
  ...taskRoutes,
  ...journalRoutes,
  ...peopleRoutes,
  ...sessionRoutes,
  ...teamRoutes,
  ...projectRoutes,
  ...reminderRoutes,
  ...notificationRoutes,
]
