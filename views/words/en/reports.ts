import type { Words } from '../words.ts'

export const reports: Words['reports'] = {
  title: (month) => `Monthly report, ${month}`,
  takenAt: (moment) => `Figures as of ${moment}`,
  running: (day) =>
    `This month is not over. The figures on this page go up to ${day} and can still change.`,
  toCome: (day) =>
    `This month has not begun. The figures on this page go up to ${day}, so the opening balance is what was open on that day.`,
  everyNumber:
    'Every number opens the list of requests it counts. Definitions stand under each table.',
  choose: {
    label: 'Choose a month',
    go: 'Show the report',
    fiscalYear: (year) => `Months of fiscal year B.E. ${year}`,
    neighbours: 'Previous and next month',
    previous: 'Previous month',
    next: 'Next month',
  },
  download: {
    title: 'Download the figures of this month',
    pdf: 'PDF (to print and sign)',
    csv: 'CSV (one long table, for further processing or as open data)',
    xlsx: 'XLSX (one sheet for each table, with definitions, for Excel)',
    json: 'JSON (in both languages, for programs)',
  },
  total: 'Total',
  notAssigned: 'Not assigned yet',
  definitions: (caption) => `Definitions for “${caption}”`,
  balance: {
    rule: 'Opening + received + reopened + moved in − moved out − closed = closing',
    agrees:
      'Checked and found equal: the counters written with each step, and a count of the requests themselves. This covers those received, reopened and closed in the month (by channel) and those open at this moment (by division).',
    carriedBack:
      'The closing balance of a past month comes from the counters: what is open now, carried back through the months since. The count of single requests at the end of the month is in the list each number opens.',
    differs:
      'The counters do not agree with a count of the requests themselves. Please tell the administrator before using the figures of this month.',
    what: {
      received: 'Received this month',
      reopened: 'Reopened this month',
      closed: 'Closed this month',
      open: 'Open now',
    },
    difference: (what, row, kept, counted) =>
      `${what}, ${row}: the counter says ${kept}, the count ${counted}`,
  },
  tables: {
    service: {
      sheet: 'Channels',
      caption: 'Service by channel',
      rowHeader: 'Channel',
      columns: { received: 'Received', closed: 'Closed', open: 'Open at month end' },
      definitions: {
        received:
          'Requests whose day of receipt is in this month. What is sent outside office hours counts as received on the next working day.',
        closed:
          'Requests closed in this month, whenever they were received: answered, withdrawn or lapsed. They count also if reopened later, and once more when closed again.',
        open: 'Requests received and not closed by the end of the month, or by the time of counting if the month is not over.',
      },
    },
    flow: {
      sheet: 'Divisions',
      caption: 'Flow by division',
      rowHeader: 'Division',
      columns: {
        opening: 'Opening',
        received: 'Received',
        reopened: 'Reopened',
        'moved-in': 'Moved in',
        'moved-out': 'Moved out',
        closed: 'Closed',
        closing: 'Closing',
      },
      definitions: {
        opening:
          'Requests not closed by the end of the month before, with the division that held them then.',
        received:
          'Requests whose day of receipt is in this month, with the first division that held them; those whose topic has no division stand in the row “Not assigned yet”.',
        reopened:
          'How often a closed request was reopened in this month, whenever it was closed, with the division that held it then.',
        'moved-in':
          'How often an open request was assigned to the division in this month. One request can move several times.',
        'moved-out':
          'How often an open request was assigned to another division, or returned, in this month.',
        closed:
          'Requests closed in this month, with the division that held them then. They count also if reopened later, and once more when closed again.',
        closing:
          'Requests not closed by the end of the month, or by the time of counting if the month is not over.',
      },
    },
    timeliness: {
      sheet: 'Timeliness',
      caption: 'Timeliness of the requests received in this month',
      rowHeader: 'Where they stand now',
      columns: { count: 'Requests', share: 'Percent' },
      rows: {
        'answered-in-time': 'Answered within the limit',
        'answered-in-extension': 'Answered within an extended limit',
        'answered-late': 'Answered late',
        'closed-unanswered': 'Closed without an answer',
        'open-in-time': 'Still open, in time',
        'open-late': 'Still open, late',
      },
      definitions: {
        'answered-in-time':
          'Answered no later than the last day of the limit itself, without an extension. An open request never counts as answered within the limit.',
        'answered-in-extension':
          'Answered after the limit itself, but no later than the day to which it was extended. Shown apart from what was answered within the limit itself.',
        'answered-late': 'Answered after the due date, extensions included.',
        'closed-unanswered':
          'Withdrawn by the requester, or lapsed because the requester did not reply.',
        'open-in-time': 'Not closed; due, extensions included, on the day of counting or later.',
        'open-late': 'Not closed; the due date, extensions included, has passed.',
        total:
          'All requests whose day of receipt is in this month, each in one row. A request that was reopened stands where it is now, by the limit that began anew on the day it was reopened.',
        share:
          'The part of all requests received in this month. Blank when there were no requests.',
      },
    },
    outcomes: {
      sheet: 'Outcomes',
      caption: 'Outcomes of the requests closed in this month',
      rowHeader: 'Outcome',
      columns: { count: 'Requests' },
      definitions: {
        count:
          'Requests closed in this month, whenever they were received, by the outcome they were closed with. They count also if reopened later, and once more by the new outcome when closed again.',
      },
    },
    grounds: {
      sheet: 'Grounds',
      caption: 'Grounds for withholding under the Official Information Act B.E. 2540',
      rowHeader: 'Clause',
      columns: { count: 'Requests' },
      definitions: {
        count:
          'Requests closed in this month as refused or partly disclosed, by every ground in the answer, also if reopened later. One request can have several, so there is no total.',
      },
    },
    speed: {
      sheet: 'Speed',
      caption: 'Speed of the answers in this month',
      rowHeader: 'Item',
      columns: { value: 'Value' },
      rows: {
        answered: 'Requests answered in this month',
        median: 'Median (working days)',
        ninetieth: '90th percentile (working days)',
        'same-day': 'Answered on the day received (requests)',
      },
      definitions: {
        answered:
          'Requests that got an answer in this month; without those withdrawn or lapsed. They count also if reopened later, and once more when answered again.',
        median:
          'Working days after the day of receipt, up to the day of the answer, also for an answer after a reopening: the middle value in order. Blank when there were no answers.',
        ninetieth: 'The smallest number of working days that covers at least nine of ten answers.',
        'same-day':
          'The day of the answer is the day of receipt; mostly information prepared beforehand.',
      },
    },
  },
  definitionsSheet: {
    sheet: 'Definitions',
    columns: ['Table', 'Item', 'Definition'],
  },
  aboutSheet: {
    sheet: 'About',
    department: 'Agency',
    title: 'Report',
    from: 'From',
    to: 'To',
    takenAt: 'Figures as of',
    notes: 'Note',
    signedBy: 'Figures signed by',
    notSigned: 'Nobody yet',
    post: 'Position',
    signedAt: 'Signed on',
    revision: 'Revision',
    reason: 'Signed anew because',
    sha256: 'SHA-256 of the signed document',
  },
  list: {
    requests: (count) => (count === '1' ? '1 request' : `${count} requests`),
    moves: (count) => (count === '1' ? '1 move' : `${count} moves`),
    closings: (count) => (count === '1' ? '1 closing' : `${count} closings`),
    reopenings: (count) => (count === '1' ? '1 reopening' : `${count} reopenings`),
    basis: 'This figure is worked out from the following requests.',
    empty: 'There are no requests in this list.',
    fromStart: 'Back to the start of the list',
    back: 'Back to the report',
    reopenedSince: (day) => `Reopened ${day}`,
    columns: {
      reference: 'Reference',
      subject: 'Subject',
      channel: 'Channel',
      division: 'Division',
      receivedOn: 'Received',
      dueOn: 'Due',
      closedOn: 'Closed',
      outcome: 'Outcome or status',
      reopenedOn: 'Reopened on',
      movedOn: 'Moved on',
      from: 'From',
      to: 'To',
    },
  },
}
