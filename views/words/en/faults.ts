import type { Words } from '../words.ts'

export const faults: Words['faults'] = {
  missing: 'Fill in this field',
  'too-long': 'The text is too long',
  tooLong: (limit) => `Use ${limit.toLocaleString('en-GB')} characters or fewer`,
  'not-text':
    'Remove characters that cannot be printed from this field, such as control characters copied along',
  'not-an-address': 'Enter an e-mail address in the right form, such as somchai@example.com',
  'not-a-phone': 'Enter a telephone number in the right form, such as +66 81 234 5678',
  'unknown-choice': 'Choose from the list',
  repeated: 'This field was sent more than once; please give one value',
  'unknown-field':
    'This form carried something we do not know. Please fill it in on this page and send it again',
}
