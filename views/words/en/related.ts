import type { Words } from '../words.ts'

export const related: Words['related'] = {
  title: 'Related requests',
  intro:
    'Link requests about the same matter, so that they are answered alike. Requesters do not see this, and no status or due date changes.',
  none: 'No related requests yet',
  elsewhere: (count) =>
    count === 1
      ? 'One more related request is held by another division'
      : `${count} more related requests are held by other divisions`,
  manage: 'Link a request or remove a link',
  addedBy: (name) => `Linked by ${name}`,
  received: (day) => `Received ${day}`,
  reference: 'Reference of the related request',
  referenceHint: 'For example 69-000123-8',
  add: 'Link',
  remove: 'Remove the link',
  back: 'Back to the request',
  faults: {
    missing: 'Enter the reference of the related request',
    'not-a-reference':
      'That is not a reference. Check every digit; a reference looks like 69-000123-8',
    'no-such-request': 'There is no request with this reference among those you can see',
    'the-same': 'That is the request itself. Enter the reference of another one',
    'too-many':
      'A request can be linked with at most 20 others. Remove a link that is not needed first',
  },
  samePerson: {
    title: (count) => `Other requests of this person (${count})`,
    hint: 'The same e-mail address or phone number; several people may share one',
    newest: (shown) => `The newest ${shown} are shown`,
  },
  copy: {
    title: 'Start from an earlier answer',
    ofRelated: 'Answers of related requests',
    use: (reference) => `Use the answer of ${reference}`,
    from: 'Reference of an answered request',
    hint: 'Copies outcome, text, grounds and agency into the form below, in place of what is there. Files are not copied.',
    button: 'Copy the answer',
    copied: 'The text in this form was copied from the answer to request',
    check:
      'Nothing is saved yet. Before proposing it, check that no name or personal data of the earlier requester is left and that every reason fits this request. Files were not copied.',
  },
  copyFaults: {
    missing: 'Enter the reference of the request whose answer is to be copied',
    'not-a-reference':
      'That is not a reference. Check every digit; a reference looks like 69-000123-8',
    'no-such-request': 'There is no request with this reference among those you can see',
    'not-answered': 'This request has no answer that was sent. Choose one that is answered',
  },
}
