import type { Words } from '../words.ts'

export const evidence: Words['evidence'] = {
  title: 'Evidence for the ITA assessment',
  link: 'Evidence for the ITA assessment, by fiscal year',
  intro:
    'There is one ZIP file for each fiscal year: a cover sheet for each item of the assessment, the figures as PDF and XLSX, the use of the service month by month, the documents of signed months, and a list of all files with their SHA\u2011256. The same data gives the same file, byte for byte.',
  caution:
    'The pack is made for the assessor. It has figures of single divisions and counts below five, which the public statistics do not show, so it should not be published as a whole.',
  ofYear: (year) => `Fiscal year B.E. ${year}`,
  running: (day) => `This year is not over. The evidence goes up to ${day}.`,
  download: (year) => `Download the evidence of fiscal year B.E. ${year} (ZIP)`,
  signed: (signed, over) =>
    over === 0 ? 'No month is over yet' : `${signed} of ${over} months that are over are signed`,
  columns: { item: 'Item', holds: 'In the file', missing: 'Still missing' },
  holds: {
    'service-manual': ['Cover sheet', 'Use, month by month'],
    statistics: ['Cover sheet', 'Figures of the fiscal year', 'Use, month by month'],
    'e-service': ['Cover sheet', 'Requests that came online', 'Use, month by month'],
    questions: ['Only the cover sheet: questions are answered outside this service'],
    participation: ['Cover sheet', 'Survey results and what was changed', 'Use, month by month'],
    signed: (count) =>
      count === 1 ? 'Documents of 1 signed month' : `Documents of ${count} signed months`,
  },
  nothingMissing: 'Nothing',
  codes: 'Codes, wording and addresses of this year’s items',
  gaps: {
    item: 'Nobody has entered this item for the year',
    code: 'The code of the item is not set',
    wording: 'The wording of the item is not set',
    confirmation: 'Code and wording were not yet compared with the official manual of this year',
    address: 'There is no public address yet',
    'live-day': 'The day it went live is not known',
    use: 'No view of its page was counted in the period',
    signatures: 'Some months are over and not signed',
    answers: 'There is no quarter whose survey results can be shown',
    improvements: 'No change because of what people said is listed for this year',
  },
  shows: {
    'service-manual':
      'The guide to asking for official information: steps, time, fees, channels and rights of the requester',
    statistics:
      'Requests for information month by month and by channel, with timeliness and outcomes',
    'e-service': 'Asking for information, getting a receipt and following the request online',
    questions: 'Where people outside can ask, and the agency answers',
    participation:
      'How satisfied those are who got an answer, and what the department changed because of what they said',
  },
  questions: {
    outside:
      'Questions and answers are kept outside this service, at the address above; so there is only this cover sheet.',
    missing:
      'Missing: this service has no page for questions and answers, and the address where the agency answers them is not set.',
  },
  cover: {
    heading: 'Cover sheet: evidence for the Integrity and Transparency Assessment (ITA)',
    fiscalYear: 'Fiscal year',
    code: 'Code of the item',
    wording: 'Wording of the manual',
    state: 'Compared with the manual',
    confirmed: 'Code and wording were compared with the official manual of this year.',
    unconfirmed:
      'Not yet compared with the official manual of this year: code and wording may be wrong.',
    address: 'Public address',
    liveOn: 'Live since',
    shows: 'What it shows',
    asOf: 'Data up to',
    notSet: 'Not set',
    missing: 'Still missing',
    files: 'Files in this folder',
    onlyCover: 'Only this cover sheet',
  },
  files: {
    cover: 'Cover sheet of the item',
    usePdf: 'Use of the service, month by month (PDF)',
    useXlsx: 'Use of the service, month by month (XLSX)',
    figuresPdf: 'Figures of the fiscal year with their definitions (PDF)',
    figuresXlsx: 'Figures of the fiscal year with their definitions (XLSX)',
    onlinePdf: 'Requests that came online in the fiscal year (PDF)',
    onlineXlsx: 'Requests that came online in the fiscal year (XLSX)',
    surveyPdf: 'Survey results and what was changed (PDF)',
    surveyXlsx: 'Survey results and what was changed (XLSX)',
    signedPdf: (month, revision) => `Signed report of ${month}, revision ${revision} (PDF)`,
    signedJson: (month, revision) =>
      `What was signed of ${month}, revision ${revision}, byte for byte (JSON)`,
  },
  useTitle: (item, year) => `Use, month by month: ${item}, fiscal year B.E. ${year}`,
  onlineTitle: (year) => `Requests that came online, fiscal year B.E. ${year}`,
  surveyTitle: (year) => `Satisfaction, and what was changed, fiscal year B.E. ${year}`,
  views: { sheet: 'Pages viewed' },
  forms: { sheet: 'Forms', caption: 'Forms filled in online' },
  answers: 'Answers',
  improvementsSheet: 'Changes',
  change: 'Change',
  noImprovements: 'No change because of what people said is listed for this fiscal year.',
}
