import type { Words } from '../words.ts'

export const rowExport: Words['rowExport'] = {
  title: 'Export requests row by row',
  intro:
    'Gives a CSV file with one row for each request, to check or to analyse further. Who exports what, when and why is kept in the list below, and cannot be removed from it.',
  withoutContacts:
    'Your file has no names, no contact details and none of what requesters wrote in their own words.',
  toReport: 'Back to the monthly report',
  toExport: 'Export requests row by row as CSV (a reason is needed), and see who did and why',
  form: {
    title: 'Export a new file',
    from: 'First month in which the requests were received',
    to: 'Last month in which they were received',
    reason: 'Why the data are needed',
    reasonHint:
      'For example: the annual report to the Director-General. Do not name requesters. The secretary, the executives and the auditor see this reason.',
    contacts: 'Personal data',
    withContacts: 'Include names, contact details and what requesters wrote in their own words',
    withContactsHint:
      'Only when it is needed. The file then holds personal data: keep it safe, and delete it when it is no longer needed (Personal Data Protection Act B.E. 2562).',
    button: 'Keep the reason and download',
  },
  ordered: {
    title: {
      ordered: 'Your reason was kept, and the download is about to begin.',
      'not-fetched':
        'The file was not downloaded within 10 minutes. Export it anew if you still need it.',
      'under-way': 'The file is being downloaded.',
      whole: 'The export is complete. Its rows and its SHA-256 are in the list below.',
      'broken-off':
        'The download was broken off, and the file is not whole. Delete it and export it anew.',
    },
    busy: 'As many files as possible are being downloaded. Your reason was kept: download the file in a moment, within 10 minutes.',
    download: 'Download the file (once only)',
    reload: 'See whether it is complete',
  },
  content: {
    title: 'What the file holds',
    format:
      'The first row names the columns, in English. Requests stand in the order in which they were entered. Days are written year-month-day in the common era. The file opens in Excel as it is. A straight apostrophe stands before any text that a spreadsheet might take for a formula.',
    phone:
      'Excel may drop the first 0 of a telephone number: import that column as text if you need it.',
    asRead:
      'A request that changes during the export is shown as it was when it was read. Requests that arrive after the export has begun are not in the file.',
    column: 'Column',
    meaning: 'Meaning',
  },
  columns: {
    reference: 'Reference of the request',
    channel: 'Channel',
    language: 'Language used with the requester',
    topic: 'Topic, in the language of this page',
    division: 'Division that holds it, in the language of this page; blank if not yet assigned',
    status: 'Status',
    outcome: 'Outcome of the answer; blank if not answered, withdrawn or lapsed',
    received_on: 'Day on which it counts as received',
    due_on: 'Due date, extensions included',
    limit_on: 'Last day of the limit itself, before any extension',
    closed_on: 'Day on which it was closed; blank while open',
    working_days:
      'Working days after the day of receipt up to the answer; blank if there is no answer',
    requester_kind: 'Kind of requester',
    access_form: 'Form in which access was asked for',
    deliver_by: 'Way of delivery',
    subject: 'Subject',
    title: 'Title',
    name: 'Name of the requester',
    affiliation: 'Affiliation',
    email: 'E-mail address',
    phone: 'Telephone number',
    address: 'Postal address',
    purpose: 'Purpose',
    period: 'Period of the information asked for',
    details: 'Details as the requester wrote them',
  },
  list: {
    title: 'Earlier exports',
    none: 'Nothing has been exported yet.',
    fromStart: 'Back to the start of the list',
    columns: {
      at: 'When',
      by: 'Exported by',
      reason: 'Reason',
      period: 'Received in',
      contacts: 'Personal data',
      file: 'The file',
    },
    period: (from, to) => `${from} to ${to}`,
    contacts: { with: 'With names and contacts', without: 'None' },
    standing: {
      ordered: 'Not yet downloaded',
      'not-fetched': 'Never downloaded',
      'under-way': 'Being downloaded',
      'broken-off': 'Broken off, the file is not whole',
    },
    rows: (count) => (count === '1' ? '1 row' : `${count} rows`),
    rowsBefore: (count) => (count === '1' ? '1 row was read' : `${count} rows were read`),
    sum: 'SHA-256',
  },
  faults: {
    from: {
      missing: 'Choose the first month',
      'not-a-month': 'Choose the first month from the list',
      'in-future': 'The first month has not begun yet: choose this month or an earlier one',
    },
    to: {
      missing: 'Choose the last month',
      'not-a-month': 'Choose the last month from the list',
      'in-future': 'The last month has not begun yet: choose this month or an earlier one',
      'before-from': 'The last month must not be before the first',
    },
    reason: { missing: 'Enter why the data are needed' },
  },
}
