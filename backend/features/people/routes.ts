import { Nothing } from '../../core/contract.ts'
import { get, patch } from '../../core/routes.ts'
import { Me, UpdateMe } from './contract.ts'
import { getMe } from './get-me.ts'
import { presentMe } from './present.ts'
import { updateMe } from './update-me.ts'

export const peopleRoutes = [
  get('/me', { summary: 'The person asking', input: Nothing, output: Me, run: getMe, present: presentMe }),
  patch('/me', { summary: 'Change yourself', input: UpdateMe, output: Me, run: updateMe, present: presentMe }),
]
