import { isPlainAddress } from '../mail/addresses.ts'
import { text } from '../web/forms.ts'

/** Where mail reaches a member of staff, or nothing. */
export const emailField = text({ most: 254 }).refine(
  (typed) => typed === '' || isPlainAddress(typed),
  'not-an-address',
)
