import type { Words } from '../words.ts'

export const queue: Words['queue'] = {
  title: 'Requests',
  tabsLabel: 'Lists',
  mine: {
    officer: 'Mine',
    head: 'For me to approve',
    secretary: 'To assign',
    executive: 'For me to clear',
  },
  tabs: {
    mine: 'For me',
    division: 'My division',
    soon: 'Due soon',
    overdue: 'Overdue',
    all: 'All',
  },
  filter: {
    label: 'Filter the list',
    q: 'Reference or words',
    status: 'Status',
    anyStatus: 'Any status',
    division: 'Division',
    anyDivision: 'Any division',
    due: 'Due',
    anyDue: 'Any day',
    apply: 'Apply filters',
    clear: 'Clear filters',
  },
  total: (count) => `${count}\u00a0${count === '1' ? 'request' : 'requests'}`,
  moreThan: (count) => `More than ${count}\u00a0requests`,
  sorting: {
    open: 'Sorted by due date, the most urgent first',
    all: 'Open requests by due date, then closed ones, the newest first',
  },
  columns: {
    reference: 'Reference',
    subject: 'Subject',
    status: 'Status',
    due: 'Due',
    holder: 'With',
  },
  nobodyYet: 'nobody has accepted it yet',
  noDivisionYet: 'Secretary, to be assigned',
  news: 'New message',
  due: {
    left: (days) => `${days.toLocaleString('en')}\u00a0working ${days === 1 ? 'day' : 'days'} left`,
    lastDay: 'today is the last day',
    late: (days) =>
      `${days.toLocaleString('en')}\u00a0working ${days === 1 ? 'day' : 'days'} overdue`,
    justLate: 'overdue',
    closed: (day) => `closed on ${day}`,
  },
  empty: {
    mine: 'Nothing is waiting for you.',
    division: 'Your division has no open requests.',
    soon: 'Nothing is due within 3\u00a0working days.',
    overdue: 'Nothing is overdue.',
    all: 'There are no requests yet. New ones will appear here.',
    filtered: 'No request matches these filters.',
    page: 'There is nothing on this page any more.',
  },
  seeDivision: 'See the requests of your division',
  seeAll: 'See all requests',
  searchEverything: 'Search all requests',
  firstPage: 'Go to the first page of the list',
  gone: {
    return: (reference) => `Request ${reference} was returned to the secretary of the department`,
    other: (reference) => `Saved. Request ${reference} is no longer with you`,
  },
  administrator: {
    title: 'Administrator',
    text: 'Your account looks after users, divisions and topics. To protect the people who ask, it does not see requests or answers.',
    otherRole:
      'If you also work on requests, use a second account as an officer, head of division or secretary.',
  },
}
