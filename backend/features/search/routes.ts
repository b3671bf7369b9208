import { get } from '../../core/routes.ts'
import { FoundPage, Search } from './contract.ts'
import { search } from './search.ts'

export const searchRoutes = [
  get('/search', {
    summary: 'Projects, tasks and comments you see, in Russian and English',
    input: Search,
    output: FoundPage,
    run: search,
  }),
]
