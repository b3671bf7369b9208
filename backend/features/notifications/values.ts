/** What people are told of. */
export const NOTIFICATION_KINDS = [
  'assigned',
  'unassigned',
  'moved',
  'mentioned',
  'commented',
  'due_soon',
  'overdue',
  'unblocked',
  'step_assigned',
  'member_added',
] as const
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number]
