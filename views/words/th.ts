import { acting } from './th/acting.ts'
import { admin } from './th/admin.ts'
import { asking } from './th/asking.ts'
import { caseFile } from './th/case-file.ts'
import { counter } from './th/counter.ts'
import { deadline } from './th/deadline.ts'
import { domain } from './th/domain.ts'
import { evidence } from './th/evidence.ts'
import { faults } from './th/faults.ts'
import { feedback } from './th/feedback.ts'
import { forms } from './th/forms.ts'
import { guide } from './th/guide.ts'
import { holidays } from './th/holidays.ts'
import { home } from './th/home.ts'
import { ita } from './th/ita.ts'
import { jobs } from './th/jobs.ts'
import { layout } from './th/layout.ts'
import { letters } from './th/letters.ts'
import { monthClose } from './th/month-close.ts'
import { paper } from './th/paper.ts'
import { privacy } from './th/privacy.ts'
import { problems } from './th/problems.ts'
import { queue } from './th/queue.ts'
import { related } from './th/related.ts'
import { reminders } from './th/reminders.ts'
import { reportPaper } from './th/report-paper.ts'
import { reports } from './th/reports.ts'
import { rowExport } from './th/row-export.ts'
import { settings } from './th/settings.ts'
import { signIn } from './th/sign-in.ts'
import { statistics } from './th/statistics.ts'
import { texts } from './th/texts.ts'
import { tracking } from './th/tracking.ts'
import { use } from './th/use.ts'

/** Thai: the original. Each part is a room or a page. */
export const th = {
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
