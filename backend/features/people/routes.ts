import { Nothing } from '../../core/contract.ts'
import { get, open, patch } from '../../core/routes.ts'
import { Me, UpdateMe, VerifiedEmail, VerifyEmail } from './contract.ts'
import { getMe } from './get-me.ts'
import { presentMe } from './present.ts'
import { updateMe } from './update-me.ts'
import { verifyEmail } from './verify-email.ts'

export const peopleRoutes = [
  get('/me', { summary: 'The person asking', input: Nothing, output: Me, run: getMe, present: presentMe }),
  patch('/me', { summary: 'Change yourself', input: UpdateMe, output: Me, run: updateMe, present: presentMe }),
  open('POST', '/auth/email/verify', {
    summary: 'Prove by the token of a mail that its address is yours',
    input: VerifyEmail,
    output: VerifiedEmail,
    visit: verifyEmail,
  }),
]
