import { acting } from './en/acting.ts'
import { admin } from './en/admin.ts'
import { asking } from './en/asking.ts'
import { caseFile } from './en/case-file.ts'
import { counter } from './en/counter.ts'
import { deadline } from './en/deadline.ts'
import { domain } from './en/domain.ts'
import { evidence } from './en/evidence.ts'
import { faults } from './en/faults.ts'
import { feedback } from './en/feedback.ts'
import { forms } from './en/forms.ts'
import { guide } from './en/guide.ts'
import { holidays } from './en/holidays.ts'
import { home } from './en/home.ts'
import { ita } from './en/ita.ts'
import { jobs } from './en/jobs.ts'
import { layout } from './en/layout.ts'
import { letters } from './en/letters.ts'
import { monthClose } from './en/month-close.ts'
import { paper } from './en/paper.ts'
import { privacy } from './en/privacy.ts'
import { problems } from './en/problems.ts'
import { queue } from './en/queue.ts'
import { related } from './en/related.ts'
import { reminders } from './en/reminders.ts'
import { reportPaper } from './en/report-paper.ts'
import { reports } from './en/reports.ts'
import { rowExport } from './en/row-export.ts'
import { settings } from './en/settings.ts'
import { signIn } from './en/sign-in.ts'
import { statistics } from './en/statistics.ts'
import { texts } from './en/texts.ts'
import { tracking } from './en/tracking.ts'
import { use } from './en/use.ts'
import type { Words } from './words.ts'

/** English: complete, sentence for sentence. */
export const en: Words = {
  domain,
  layout,
  evidence,
  faults,
  forms,
  problems,
  home,
  guide,
  privacy,
  asking,
  deadline,
  tracking,
  feedback,
  signIn,
  queue,
  caseFile,
  counter,
  related,
  letters,
  paper,
  reportPaper,
  reports,
  statistics,
  monthClose,
  rowExport,
  admin,
  texts,
  reminders,
  jobs,
  holidays,
  settings,
  acting,
  use,
  ita,
}
