import type { DatabasePlace } from '../core/open-database.ts'

/** What a worker thread is given to start with: plain data. */
export interface WorkerSettings {
  database: DatabasePlace
  telegram: { token: string; api_root: string } | null
  /** The mail server; null where no mail is sent. */
  mail: { smtp_url: string; from: string } | null
  web_base_url: string
  opens_apps: boolean
  log_level: string
  log_retention_days: number
}

export const JOBS = ['tick', 'overdue', 'cleanup'] as const
export type JobName = (typeof JOBS)[number]
