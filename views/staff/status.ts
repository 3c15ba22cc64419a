import { type SafeHtml } from '../html.ts'
import type { Outcome, Status } from '#src/requests/info-request.ts'
import { tag, type TagColour } from '../parts/tag.ts'
import type { Reader } from '../reader.ts'

/** Where a request stands, as staff name it; one that is answered says how. */
export function statusTag(
  { words }: Pick<Reader, 'words'>,
  { status, outcome }: { status: Status; outcome: Outcome | null },
): SafeHtml {
  return status === 'answered' && outcome !== null
    ? tag(words.domain.outcome[outcome], outcomeColours[outcome])
    : tag(words.domain.staffStatus[status], statusColours[status])
}

const statusColours: Record<Status, TagColour> = {
  submitted: 'purple',
  assigned: 'purple',
  'in-progress': 'blue',
  'awaiting-requester': 'yellow',
  'awaiting-third-party': 'yellow',
  'awaiting-approval': 'orange',
  'awaiting-clearance': 'orange',
  answered: 'green',
  withdrawn: 'grey',
  lapsed: 'grey',
}

const outcomeColours: Record<Outcome, TagColour> = {
  disclosed: 'green',
  'partly-disclosed': 'turquoise',
  refused: 'red',
  'not-held': 'grey',
  'advised-elsewhere': 'grey',
  transferred: 'purple',
  'already-public': 'green',
  'would-need-creating': 'grey',
  excessive: 'grey',
}
