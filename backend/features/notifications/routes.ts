import { get, post } from '../../core/routes.ts'
import { ListNotifications, NotificationPage, ReadNotifications, UnreadNotifications } from './contract.ts'
import { listNotifications } from './list-notifications.ts'
import { readNotifications } from './read-notifications.ts'

export const notificationRoutes = [
  get('/me/notifications', {
    summary: 'What you were told, newest first',
    input: ListNotifications,
    output: NotificationPage,
    run: listNotifications,
  }),
  post('/me/notifications/read', {
    summary: 'Mark notifications as read',
    input: ReadNotifications,
    output: UnreadNotifications,
    run: readNotifications,
  }),
]
