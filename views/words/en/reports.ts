import type { Words } from '../words.ts'

export const reports: Words['reports'] = {
  title: {
    month: (month) => `Monthly report, ${month}`,
    quarter: (year, n, months) => `Report of quarter ${n}, fiscal year B.E. ${year} (${months})`,
    half: (year, n, months) =>
      `Report of the ${n === 1 ? 'first' : 'second'} half, fiscal year B.E. ${year} (${months})`,
    year: (year, _n, months) => `Report of fiscal year B.E. ${year} (${months})`,
  },
  shortTitle: {
    month: (month) => month,
    quarter: (year, n) => `Quarter ${n}, B.E. ${year}`,
    half: (year, n) => `${n === 1 ? 'First' : 'Second'} half, B.E. ${year}`,
    year: (year) => `Fiscal year B.E. ${year}`,
  },
  takenAt: (moment) => `Figures as of ${moment}`,
  running: (day) =>
    `This period is not over. The figures on this page go up to ${day} and can still change.`,
  toCome: (day) =>
    `This period has not begun. The figures on this page go up to ${day}, so the opening balance is what was open on that day.`,
  everyNumber:
    'Every number opens the list of requests it counts. Definitions stand under each table.',
  choose: {
    label: 'Choose a month',
    go: 'Show the report',
    fiscalYear: (year) => `Months of fiscal year B.E. ${year}`,
    neighbours: 'The period before and the next',
    previous: 'Previous',
    next: 'Next',
    longer: 'Longer than a month',
  },
  download: {
    title: 'Download the figures of this report',
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
      'Checked and found equal: the counters of what was received, closed and answered, which are kept apart from each other with each step. Before a month is signed, everything is counted once more from the history of each request.',
    differs:
      'Counters that are kept apart do not agree. Please tell the administrator before using these figures.',
    what: {
      'received-standing': 'Received, against where these requests stand',
      'received-language': 'Received, against the languages of these requests',
      'closed-ending': 'Closed, against how these requests ended',
      'answered-took': 'Answered, against how long these answers took',
    },
    difference: (what, flow, counted) => `${what}: ${flow} and ${counted}`,
  },
  comparison: {
    title: 'Compared with the period before and the year before',
    running: 'This period is not over, and those beside it are whole.',
    rowHeader: 'Item',
    rows: {
      received: 'Received',
      closed: 'Closed',
      open: 'Open',
      'in-time': 'Answered in time, extensions included (percent of those received)',
      median: 'Median time to an answer (working days)',
      online: 'Sent online (percent of those received)',
    },
    change: (difference) => `(${difference})`,
    note: 'In brackets: how much this report is higher (+) or lower (−). Blank where there is nothing to divide by or nothing was counted.',
  },
  tables: {
    months: {
      sheet: 'Months',
      caption: 'Month by month',
      rowHeader: 'Month',
      columns: {
        received: 'Received',
        online: 'Of these online',
        closed: 'Closed',
        open: 'Open at month end',
      },
      definitions: {
        received:
          'Requests whose day of receipt is in that month. A month without requests is shown as zero. Requests of a signed month that were entered only after its signature stand in the first month that is not signed, until a revision is signed.',
        online: 'Requests received in that month that came through this online service.',
        closed: 'Requests closed in that month, whenever they were received.',
        open: 'Requests received and not closed by the end of that month. The row of totals has what was open at the end of the period.',
      },
    },
    service: {
      sheet: 'Channels',
      caption: 'Service by channel',
      rowHeader: 'Channel',
      columns: { received: 'Received', closed: 'Closed', open: 'Open' },
      definitions: {
        received:
          'Requests whose day of receipt is in the period. What is sent outside office hours counts as received on the next working day.',
        closed:
          'Requests closed in the period, whenever they were received: answered, withdrawn or lapsed. They count also if reopened later, and once more when closed again.',
        open: 'Requests received and not closed by the end of the period, or by the time of counting if the period is not over.',
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
          'Requests not closed before the first day of the period, with the division that held them then.',
        received:
          'Requests whose day of receipt is in the period, with the first division that held them; those whose topic has no division stand in the row “Not assigned yet”.',
        reopened:
          'How often a closed request was reopened in the period, whenever it was closed, with the division that held it then.',
        'moved-in':
          'How often an open request was assigned to the division in the period. One request can move several times.',
        'moved-out':
          'How often an open request was assigned to another division, or returned, in the period.',
        closed:
          'Requests closed in the period, with the division that held them then. They count also if reopened later, and once more when closed again.',
        closing:
          'Requests not closed by the end of the period, or by the time of counting if the period is not over.',
      },
    },
    timeliness: {
      sheet: 'Timeliness',
      caption: 'Timeliness of the requests received in the period',
      rowHeader: 'On the last day of the period',
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
        'open-in-time':
          'Not closed on the last day of the period (or the day of counting, if the period is not over), and due, extensions included, on that day or later.',
        'open-late':
          'Not closed on the last day of the period (or the day of counting), and the due date, extensions included, had passed by then.',
        total:
          'All requests whose day of receipt is in the period, each in one row, as it stood on the last day of the period; what happens later does not change this figure. A request that was reopened is measured by the limit that began anew on the day it was reopened.',
        share:
          'The part of all requests received in the period. Blank when there were no requests.',
      },
    },
    outcomes: {
      sheet: 'Outcomes',
      caption: 'Outcomes of the requests closed in the period',
      rowHeader: 'Outcome',
      columns: { count: 'Requests' },
      definitions: {
        count:
          'Requests closed in the period, whenever they were received, by the outcome they were closed with. They count also if reopened later, and once more by the new outcome when closed again.',
      },
    },
    grounds: {
      sheet: 'Grounds',
      caption: 'Grounds for withholding under the Official Information Act B.E. 2540',
      rowHeader: 'Clause',
      columns: { count: 'Requests' },
      definitions: {
        count:
          'Requests closed in the period as refused or partly disclosed, by every ground in the answer, also if reopened later. One request can have several, so there is no total.',
      },
    },
    speed: {
      sheet: 'Speed',
      caption: 'Speed of the answers in the period',
      rowHeader: 'Item',
      columns: { value: 'Value' },
      rows: {
        answered: 'Requests answered in the period',
        median: 'Median (working days)',
        ninetieth: '90th percentile (working days)',
        'same-day': 'Answered on the day received (requests)',
      },
      definitions: {
        answered:
          'Requests that got an answer in the period; without those withdrawn or lapsed. They count also if reopened later, and once more when answered again.',
        median:
          'Working days after the day of receipt, up to the day of the answer, by the holidays known on that day, also for an answer after a reopening: the middle value in order. Blank when there were no answers.',
        ninetieth: 'The smallest number of working days that covers at least nine of ten answers.',
        'same-day':
          'The day of the answer is the day of receipt; mostly information prepared beforehand.',
      },
    },
    languages: {
      sheet: 'Languages',
      caption: 'Languages of the requests received in the period',
      rowHeader: 'Language',
      columns: { count: 'Requests', share: 'Percent' },
      definitions: {
        count: 'The language the requester chose for letters and the answer.',
        share: 'The part of all requests received in the period. Blank when there were none.',
      },
    },
    requesters: {
      sheet: 'Requesters',
      caption: 'Kinds of requester in the period',
      rowHeader: 'Kind',
      columns: { count: 'Requests', share: 'Percent' },
      definitions: {
        count: 'As requesters said themselves; nobody has to. Requests are counted, not people.',
        share: 'The part of all requests received in the period. Blank when there were none.',
      },
    },
    purposes: {
      sheet: 'Purposes',
      caption: 'Purposes stated in the period',
      rowHeader: 'Purpose',
      columns: { count: 'Requests', share: 'Percent' },
      rows: { stated: 'Stated', 'not-stated': 'Not stated' },
      definitions: {
        count:
          'Nobody has to say what they want the information for. What they write is free text, so it is not sorted into groups.',
        share: 'The part of all requests received in the period. Blank when there were none.',
      },
    },
    use: {
      sheet: 'Online use',
      caption: 'Use of the online service in the period',
      rowHeader: 'Item',
      columns: { count: 'Number', share: 'Percent' },
      rows: {
        begun: 'Forms begun',
        'abandoned-information': 'Left at the page on the information wanted',
        'abandoned-you': 'Left at the page about the requester',
        'abandoned-files': 'Left at the page of files',
        'abandoned-check': 'Left at the page to check',
        submitted: 'Requests sent online',
        'received-online': 'Requests received online',
      },
      definitions: {
        begun:
          'Forms whose first page a requester filled in and went on from in the period. What staff enter for somebody is not counted.',
        'abandoned-information':
          'Forms that were not sent and were deleted in the period because they had expired, without the first page filled in; counted on the day of the deletion.',
        'abandoned-you': 'The same, with the first page filled in.',
        'abandoned-files':
          'The same, with the page about the requester filled in, but not gone on from the page of files.',
        'abandoned-check': 'The same, gone on from the page of files.',
        submitted: 'Requests sent through the service in the period, by the day they were sent.',
        'received-online':
          'Online requests whose day of receipt is in the period. The percentage is their part of the requests received by every channel.',
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
