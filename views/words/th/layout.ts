/** What stands on every page. */
export const layout = {
  service: 'คำขอข้อมูลข่าวสาร',
  /** The name of the service to those who work in it. */
  staffService: 'คำขอข้อมูลข่าวสาร สำหรับเจ้าหน้าที่',
  department: 'กรมอาเซียน กระทรวงการต่างประเทศ',
  /** Before the title of a page that came back with mistakes. */
  errorPrefix: 'ข้อผิดพลาด: ',
  skipLink: 'ข้ามไปยังเนื้อหาหลัก',
  back: 'ย้อนกลับ',
  wayBack: 'ทางกลับ',
  breadcrumbs: 'ตำแหน่งของหน้านี้',
  pages: 'หน้าของรายการ',
  previousPage: 'หน้าก่อน',
  nextPage: 'หน้าถัดไป',
  official: {
    line: 'เว็บไซต์ของหน่วยงานรัฐ',
    how: 'วิธีตรวจสอบ',
    explained:
      'ก่อนกรอกข้อมูล ดูแถบที่อยู่ของเบราว์เซอร์: เว็บไซต์ของหน่วยงานรัฐไทยขึ้นต้นด้วย https:// และชื่อเว็บลงท้ายด้วย .go.th',
  },
  languageSwitch: 'เลือกภาษา',
  /** Each in its own language, whatever the page's. */
  languages: { th: 'ไทย', en: 'English' },
  navigation: 'เมนูหลัก',
  home: 'หน้าแรก',
  guide: 'คู่มือบริการ',
  track: 'ติดตามคำขอ',
  statistics: 'สถิติการให้บริการ',
  queue: 'รายการคำขอ',
  counter: 'บันทึกคำขอแทน',
  report: 'รายงานประจำเดือน',
  staffFeedback: 'ความเห็น',
  atRisk: 'ต้องระวัง',
  acting: 'รักษาราชการแทน',
  administration: 'ตั้งค่าระบบ',
  signedIn: 'ผู้ใช้ที่เข้าสู่ระบบ',
  password: 'รหัสผ่าน',
  signOut: 'ออกจากระบบ',
  loading: 'กำลังโหลด…',
  failed: 'เชื่อมต่อไม่สำเร็จหรือใช้เวลานานผิดปกติ ข้อมูลที่กรอกยังอยู่ โปรดลองอีกครั้ง',
  help: {
    title: 'ต้องการความช่วยเหลือ',
    phone: 'โทรศัพท์',
    hours: 'เวลาทำการ',
    address: 'ที่อยู่',
  },
  /** Where the department is reached. */
  contact: {
    phone: '0\u00a02203\u00a05000',
    hours: 'วันจันทร์–ศุกร์ เวลา 08.30–16.30\u00a0น. ยกเว้นวันหยุดราชการ',
    address:
      'กรมอาเซียน กระทรวงการต่างประเทศ 443\u00a0ถนนศรีอยุธยา แขวงทุ่งพญาไท เขตราชเทวี กรุงเทพฯ\u00a010400',
  },
  footer: 'เกี่ยวกับเว็บไซต์นี้',
  feedback: 'ความเห็นของผู้รับบริการ',
  deadline: 'คำนวณวันครบกำหนด',
  privacy: 'ประกาศความเป็นส่วนตัว',
  credit: 'ส่วนประกอบของหน้าเว็บดัดแปลงจาก GOV.UK Frontend (สัญญาอนุญาต MIT)',
}
