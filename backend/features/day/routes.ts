import { Nothing } from '../../core/contract.ts'
import { get } from '../../core/routes.ts'
import { MyDay } from './contract.ts'
import { myDay } from './my-day.ts'

export const dayRoutes = [
  get('/my_day', {
    summary: 'What you have to do: late, today, next and without a date, by the days of your time zone',
    input: Nothing,
    output: MyDay,
    run: myDay,
  }),
]
