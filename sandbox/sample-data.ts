import type { Priority, Status } from '../backend/features/tasks/values.ts'
import type { TeamRole } from '../backend/features/teams/values.ts'

interface SamplePerson {
  user: { id: number; first_name: string; last_name?: string; username: string; language_code: string }
  /** Without one they are new: the bot and the app meet them for the first time. */
  account: boolean
}

export interface SampleTask {
  title: string
  by: string
  for?: string[]
  description?: string
  status?: Status
  priority?: Priority
  labels?: string[]
  /** Counted from the start of the demo; below zero it is overdue. */
  due_in_minutes?: number
}

export interface SampleTeam {
  name: string
  admin: string
  members: Record<string, TeamRole>
  projects: { name: string; client: string; description: string; guests?: string[]; tasks: SampleTask[] }[]
}

const HOUR = 60
const DAY = 24 * HOUR

export const SAMPLE_PEOPLE: SamplePerson[] = [
  {
    user: { id: 5001, first_name: 'Анна', last_name: 'Маякова', username: 'anna', language_code: 'ru' },
    account: true,
  },
  { user: { id: 5002, first_name: 'Борис', last_name: 'Ким', username: 'boris', language_code: 'ru' }, account: true },
  { user: { id: 5003, first_name: 'Vera', last_name: 'Stone', username: 'vera', language_code: 'en' }, account: true },
  { user: { id: 5004, first_name: 'Gleb', username: 'gleb', language_code: 'en' }, account: true },
  { user: { id: 5005, first_name: 'Нина', username: 'nina', language_code: 'ru' }, account: false },
]

export const SAMPLE_TEAMS: SampleTeam[] = [
  {
    name: 'Студия «Маяк»',
    admin: 'anna',
    members: { boris: 'manager', vera: 'member' },
    projects: [
      {
        name: 'Сайт кофейни',
        client: 'Кофейня «Зерно»',
        description: 'Новый сайт с заказом навынос и картой лояльности.',
        tasks: [
          { title: 'Собрать отзывы гостей', by: 'anna', status: 'backlog', priority: 'low', labels: ['исследование'] },
          { title: 'Снять видео для главной', by: 'boris', status: 'backlog', for: ['boris'], labels: ['контент'] },
          { title: 'Согласовать меню с шефом', by: 'anna', for: ['boris'], priority: 'high', due_in_minutes: 62 },
          {
            title: 'Подготовить фотографии десертов',
            by: 'anna',
            for: ['vera'],
            due_in_minutes: 5 * HOUR,
            labels: ['контент', 'дизайн'],
          },
          {
            title: 'Подключить оплату по QR-коду',
            by: 'boris',
            for: ['anna'],
            priority: 'urgent',
            due_in_minutes: -3 * HOUR,
            labels: ['разработка'],
          },
          {
            title: 'Сверстать страницу заказа',
            by: 'anna',
            for: ['vera', 'boris'],
            status: 'in_progress',
            due_in_minutes: 2 * DAY,
            description: 'Макет в папке проекта.\n\nСначала телефон, потом широкий экран.',
            labels: ['разработка'],
          },
          {
            title: 'Тексты для карты лояльности',
            by: 'boris',
            for: ['anna'],
            status: 'in_progress',
            due_in_minutes: 7 * HOUR,
            labels: ['контент'],
          },
          {
            title: 'Проверить доступность цветов',
            by: 'vera',
            for: ['anna'],
            status: 'review',
            due_in_minutes: DAY,
            labels: ['дизайн'],
          },
          { title: 'Купить домен', by: 'anna', for: ['anna'], status: 'done' },
          { title: 'Нарисовать логотип', by: 'boris', for: ['vera'], status: 'done', labels: ['дизайн'] },
        ],
      },
      {
        name: 'Приложение для бегунов',
        client: 'Клуб «Темп»',
        description: 'Тренировки, маршруты и общий зачёт клуба.',
        tasks: [
          { title: 'Выбрать карты для маршрутов', by: 'boris', for: ['boris'], priority: 'high', due_in_minutes: DAY },
          {
            title: 'Интервью с тремя тренерами',
            by: 'anna',
            for: ['anna'],
            status: 'in_progress',
            due_in_minutes: 3 * DAY,
          },
          { title: 'Смета на первый этап', by: 'anna', for: ['boris'], status: 'review', due_in_minutes: -DAY },
        ],
      },
    ],
  },
  {
    name: 'Lighthouse Events',
    admin: 'vera',
    members: { anna: 'member', gleb: 'guest' },
    projects: [
      {
        name: 'Autumn fair',
        client: 'City of Riverside',
        description: 'Two days, forty stalls, one stage.',
        guests: ['gleb'],
        tasks: [
          { title: 'Book the stage', by: 'vera', for: ['vera'], priority: 'urgent', due_in_minutes: 3 * HOUR },
          { title: 'Answer the food trucks', by: 'vera', for: ['anna'], due_in_minutes: 2 * DAY },
          {
            title: 'Print the flyers',
            by: 'vera',
            for: ['vera'],
            status: 'in_progress',
            due_in_minutes: 61,
            labels: ['print'],
          },
          { title: 'Insurance papers', by: 'vera', for: ['vera'], status: 'review', due_in_minutes: -2 * HOUR },
          { title: 'Choose the date', by: 'vera', status: 'done' },
        ],
      },
    ],
  },
]
