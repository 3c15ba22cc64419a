const count = (number: number) => number.toLocaleString('en')

/** The daily mails to staff, and the page of what may have been missed. */
export const reminders = {
  dear: (name: string) => `เรียน ${name}`,
  list: (name: string, number: number) => `${name} (${count(number)})`,
  dueLine: (reference: string, day: string, url: string) => `- ${reference} ครบกำหนด ${day} ${url}`,
  sinceLine: (reference: string, day: string, url: string) => `- ${reference} ตั้งแต่ ${day} ${url}`,
  letterLine: (reference: string, letter: string, day: string, url: string) =>
    `- ${reference} ${letter} (${day}) ${url}`,
  entry: (text: string) => `- ${text}`,
  andMore: (number: number) => `  และอีก ${count(number)} รายการ`,

  digest: {
    subject: (all: number, overdue: number, day: string) =>
      overdue === 0
        ? `[กรมอาเซียน] มี ${count(all)} คำขอที่ท่านต้องดูแล (${day})`
        : `[กรมอาเซียน] มี ${count(all)} คำขอที่ท่านต้องดูแล เกินกำหนด ${count(overdue)} (${day})`,
    intro: (day: string) => `คำขอข้อมูลข่าวสารที่ท่านต้องดูแล ${day}`,
    actingFor: (name: string, list: string) => `รักษาราชการแทน ${name}: ${list}`,
    duties: {
      overdue: 'เกินกำหนดตอบ',
      dueToday: 'ครบกำหนดวันนี้',
      dueSoon: 'ครบกำหนดภายใน 3 วันทำการ',
      toApprove: 'รอท่านอนุมัติ',
      toClear: 'รอท่านเห็นชอบ',
      sentBack: 'ส่งกลับให้แก้ไขคำตอบ',
      news: 'ผู้ขอส่งข้อความหรือข้อมูลมาใหม่',
      toAccept: 'รอกองรับเรื่อง',
    },
    seeAll: (url: string) => `ดูรายการทั้งหมด: ${url}`,
  },

  net: {
    subject: (number: number, day: string) =>
      `[กรมอาเซียน] มี ${count(number)} รายการที่อาจตกหล่น (${day})`,
    intro: (day: string) => `รายการที่อาจตกหล่น ${day} โปรดตรวจสอบและเร่งรัด`,
    seeAll: (url: string) => `ดูรายการล่าสุดทั้งหมด: ${url}`,
  },

  unsignedMonth: {
    subject: (month: string) => `[กรมอาเซียน] ตัวเลขเดือน${month} ยังไม่ได้ลงนาม`,
    intro: (months: string, day: string) =>
      `ตัวเลขของเดือนต่อไปนี้ยังไม่ได้ลงนามรับรอง ตามแนวปฏิบัติของกรมควรลงนามภายใน${day}: ${months}`,
    where: (url: string) => `ตรวจและลงนามได้ที่ ${url}`,
  },

  atRisk: {
    title: 'คำขอที่ต้องระวัง',
    intro:
      'คำขอและจดหมายที่อาจตกหล่น ณ ขณะนี้ ระบบส่งรายการเดียวกันให้เลขานุการกรมทางอีเมลทุกเช้าวันทำการ ถ้าวันนั้นมีรายการ',
    none: 'ไม่มีคำขอที่ต้องระวัง',
    lists: {
      overdue: 'เกินกำหนดตอบ',
      unopened: 'ยังไม่ได้มอบหมาย',
      unaccepted: 'กองยังไม่รับเรื่อง',
      disputed: 'ผู้ขอโต้แย้งคำตอบ ยังไม่ได้ชี้แจง',
      waiting: 'รอผู้ขอหรือบุคคลที่สามนาน',
      undelivered: 'จดหมายที่ยังไม่ถึงผู้รับ',
      unreached: 'เจ้าหน้าที่ที่อีเมลส่งไม่ถึง',
      failedJobs: 'งานอัตโนมัติที่ไม่สำเร็จ',
    },
    explained: {
      unopened: (days: number) =>
        `ยื่นเข้ามาหรือถูกส่งคืนเกิน ${count(days)}\u00a0วันทำการแล้ว ยังไม่มีกองใดได้รับมอบหมาย`,
      unaccepted: (days: number) => `มอบหมายเกิน ${count(days)}\u00a0วันทำการแล้ว ยังไม่มีเจ้าหน้าที่รับเรื่อง`,
      waiting: (days: number) => `รอคำตอบเกิน ${count(days)}\u00a0วัน`,
      undelivered: 'ส่งทางอีเมลไม่ได้ ต้องส่งทางไปรษณีย์ หรือพยายามส่งมานานกว่า 4\u00a0ชั่วโมง',
      unreached:
        'อีเมลสรุปงานฉบับล่าสุดส่งไม่ถึง ให้ผู้ดูแลระบบตรวจที่อยู่อีเมลของผู้ใช้ เจ้าหน้าที่ยังเห็นงานทั้งหมดในรายการคำขอ',
      failedJobs: 'ระบบจะลองใหม่เอง หากยังไม่สำเร็จ ให้แจ้งผู้ดูแลระบบ',
    },
    columns: {
      reference: 'หมายเลข',
      subject: 'เรื่อง',
      holder: 'อยู่กับ',
      due: 'ครบกำหนด',
      since: 'ตั้งแต่',
      letter: 'จดหมาย',
      written: 'เขียนเมื่อ',
      delivery: 'การส่ง',
    },
    /** A letter that is still being tried, for hours. */
    stuck: 'ยังส่งไม่ออก กำลังลองใหม่',
    /** The secretary's own desk. */
    nobody: 'เลขานุการกรม',
    workingDays: (days: number) => `${count(days)}\u00a0วันทำการแล้ว`,
    days: (days: number) => `${count(days)}\u00a0วันแล้ว`,
    more: (number: number) => `และอีก ${count(number)}\u00a0รายการ`,
    seeInQueue: 'ดูในรายการคำขอ',
    jobs: 'ดูงานอัตโนมัติทั้งหมด',
  },
}
