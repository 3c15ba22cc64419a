import type { Language } from '#src/requests/info-request.ts'
import {
  startService,
  type Answer,
  type Browser,
  type Fields,
  type Service,
} from '../support/service.ts'

/** One page in one state, as it left the service. */
export type Shown = {
  /** `the form, empty`. */
  name: string
  language: Language
  status: number
  /** The whole document. */
  body: string
  /** Another page already shows these parts to somebody else: looked at by fewer checks. */
  isVariant: boolean
}

/** What people write, in one language each, so that any other letter on a page is ours. Long on purpose. */
const written = {
  th: {
    subject: `ฟื้นปั้นปี๊ ฎู ฏุ ญู ฐู ${'รายงานการประชุมรัฐมนตรีต่างประเทศอาเซียน'.repeat(4)}`,
    details: `${'ขอสำเนารายงานการประชุมทุกฉบับที่เกี่ยวข้องกับการจัดทำแผนงานประชาคมอาเซียน '.repeat(12)}\n\nข้อ ๑ ${'ก'.repeat(160)}`,
    unbroken: 'ฏ'.repeat(140),
    name: 'สมชายผู้มีชื่อและนามสกุลที่ยาวเป็นพิเศษ ใจดีเหลือเกิน ณ อยุธยา',
    short: 'ใจดี',
    title: 'ดร.',
    note: 'โปรดระบุช่วงเวลาของข้อมูลที่ต้องการ\nเพื่อให้ค้นหาได้ตรง',
    answer: 'ต้องการเฉพาะของปีงบประมาณที่แล้ว ทั้งฉบับร่างและฉบับที่รับรองแล้ว',
    address: '443 ถนนศรีอยุธยา\nแขวงทุ่งพญาไท เขตราชเทวี\nกรุงเทพฯ 10400',
    file: 'เอกสารอ้างถึงการประชุมรัฐมนตรีต่างประเทศอาเซียนครั้งที่ห้าสิบแปดซึ่งมีชื่อยาว.pdf',
  },
  en: {
    subject: `Minutes of ${'the ASEAN foreign ministers’ meeting and '.repeat(4)}its retreat`,
    details: `${'All minutes that concern the plan of the ASEAN Community, in any language there is. '.repeat(12)}\n\n1. ${'unbroken'.repeat(20)}`,
    unbroken: 'unbroken'.repeat(17),
    name: 'Bartholomew Featherstonehaugh-Cholmondeley of Llanfairpwllgwyngyll',
    short: 'Ada',
    title: 'Dr',
    note: 'Which period do you need?\nThen we shall find the right papers.',
    answer: 'Only those of last year, both the drafts and what was adopted in the end.',
    address: '443 Sri Ayudhya Road\nThung Phaya Thai, Ratchathewi\nBangkok 10400',
    file: 'the-minutes-of-the-fifty-eighth-meeting-of-the-foreign-ministers-with-a-long-name.pdf',
  },
} as const satisfies Record<Language, Record<string, string>>

/** The gallery's one service and the album it fills. */
export type Album = Service & {
  language: Language
  shown: Shown[]
  texts: Record<keyof (typeof written)['th'], string>
  /** An address in the language of the album. */
  at(path: string): string
  /** Looks at an answer and keeps it. */
  keep(
    name: string,
    answer: Answer | Promise<Answer>,
    as?: { isVariant?: boolean },
  ): Promise<Answer>
  /** Opens a page and keeps it. */
  look(browser: Browser, name: string, path: string, as?: { isVariant?: boolean }): Promise<Answer>
  /** Sends a form and keeps the page it ends at. */
  send(browser: Browser, name: string, path: string, fields: Fields, from?: string): Promise<Answer>
}

export async function openAlbum(
  language: Language,
  options: Parameters<typeof startService>[0] = {},
): Promise<Album> {
  const service = await startService({ settings: { LIMITS: 'relaxed' }, ...options })
  const at = (path: string) => (language === 'en' ? `/en${path === '/' ? '' : path}` : path)
  const shown: Shown[] = []
  const album: Album = {
    ...service,
    language,
    shown,
    texts: written[language],
    at,
    async keep(name, answer, { isVariant = false } = {}) {
      const { statusCode: status, body } = await answer
      shown.push({ name, language, status, body, isVariant })
      return answer
    },
    look: (browser, name, path, as) => album.keep(name, browser.get(at(path)), as),
    async send(browser, name, path, fields, from = path) {
      const answer = await browser.post(at(path), fields, { from: at(from) })
      const { location } = answer.headers
      return album.keep(name, location === undefined ? answer : browser.get(location))
    },
  }
  return album
}
