/** In the order people need them; each has a text `bot-command-<name>`. */
export const COMMANDS = [
  'tasks',
  'new',
  'new_task',
  'task',
  'done',
  'projects',
  'login',
  'cancel',
  'help',
  'start',
] as const
