const count = (number: number) => number.toLocaleString('en')

/** What became of the mails of a morning. */
const mails = {
  written: (number: number) => `เขียนอีเมลแล้ว ${count(number)}\u00a0ฉบับ`,
  already: (number: number) => `เขียนไปแล้วก่อนหน้านี้ในวันเดียวกัน ${count(number)}\u00a0ฉบับ`,
  unaddressed: (number: number) =>
    `ไม่ได้เขียนถึงผู้ที่ไม่มีอีเมลในระบบ ${count(number)}\u00a0คน ซึ่งยังเห็นงานของตนในระบบ`,
}

/** Work that the service does by itself, and its page. */
export const jobs = {
  title: 'งานอัตโนมัติ',
  intro:
    'งานที่ระบบทำเองตามเวลา หากระบบหยุดทำงานในเวลานั้น ระบบจะทำทันทีเมื่อกลับมา งานเดียวกันทำซ้ำได้โดยไม่ส่งอีเมลซ้ำ',
  about: {
    'waiting-for-requesters': {
      title: 'เตือนผู้ขอและยุติเรื่อง',
      does: 'เตือนผู้ขอที่ยังไม่ตอบคำถามหนึ่งครั้ง และยุติเรื่องเมื่อพ้นกำหนดหลังจากเตือนแล้ว',
      when: 'ทุกวันทำการ เวลา 08:30\u00a0น.',
      counts: {
        reminded: (number: number) => `เตือนผู้ขอ ${count(number)}\u00a0เรื่อง`,
        lapsed: (number: number) => `ยุติเรื่อง ${count(number)}\u00a0เรื่อง`,
      },
    },
    'morning-digest': {
      title: 'สรุปงานประจำวัน',
      does: 'เขียนอีเมลวันละหนึ่งฉบับถึงเจ้าหน้าที่ ผู้อำนวยการกอง และผู้บริหารที่มีคำขอต้องดูแล',
      when: 'ทุกวันทำการ เวลา 08:30\u00a0น.',
      counts: mails,
    },
    'missed-requests': {
      title: 'เตือนคำขอที่อาจตกหล่น',
      does: 'เขียนอีเมลถึงเลขานุการกรม เมื่อมีคำขอหรือจดหมายที่อาจตกหล่น',
      when: 'ทุกวันทำการ เวลา 08:30\u00a0น.',
      counts: mails,
    },
    'due-days': {
      title: 'ตรวจวันครบกำหนดหลังแก้วันหยุด',
      does: 'ตรวจวันครบกำหนดของคำขอที่ยังไม่เสร็จอีกครั้ง สองนาทีหลังจากแก้ไขวันหยุด',
      when: 'ทุก 5\u00a0นาที',
      counts: {
        later: (number: number) => `เลื่อนออกไป ${count(number)}\u00a0เรื่อง`,
        earlier: (number: number) => `เลื่อนเข้ามา ${count(number)}\u00a0เรื่อง`,
        kept: (number: number) => `คงวันเดิม ${count(number)}\u00a0เรื่อง`,
      },
    },
    'unsigned-month': {
      title: 'เตือนให้ลงนามตัวเลขของเดือนก่อน',
      does: 'ตั้งแต่วันทำการที่สามของเดือน เขียนอีเมลถึงเลขานุการกรมหนึ่งฉบับ ถ้ายังมีเดือนที่ไม่ได้ลงนาม',
      when: 'ทุกวันทำการ เวลา 08:30\u00a0น.',
      counts: mails,
    },
    figures: {
      title: 'ตรวจตัวเลขกับประวัติของคำขอ',
      does: 'นับตัวเลขของทุกเดือนที่สิ้นสุดแล้วใหม่จากประวัติของคำขอทีละเรื่อง แล้วเทียบกับตัวนับที่ใช้ในรายงาน',
      when: 'ทุกวันทำการ เวลา 07:00\u00a0น.',
      counts: {
        months: (number: number) => `ตรวจ ${count(number)}\u00a0เดือน`,
        differences: (number: number) => `ตัวนับที่ไม่ตรง ${count(number)}\u00a0ตัว โปรดแจ้งผู้ดูแลระบบ`,
      },
    },
    housekeeping: {
      title: 'ลบข้อมูลชั่วคราว',
      does: 'ลบแบบร่างที่ไม่ได้ส่ง ไฟล์ที่ไม่มีผู้ใช้ และการเข้าสู่ระบบที่หมดอายุ',
      when: 'ทุกชั่วโมง',
      counts: {
        drafts: (number: number) => `ลบแบบร่าง ${count(number)}\u00a0ฉบับ`,
        sessions: (number: number) => `ลบการเข้าสู่ระบบที่หมดอายุ ${count(number)}\u00a0รายการ`,
        attempts: (number: number) => `ลบจำนวนครั้งที่กรอกรหัสผิด ${count(number)}\u00a0รายการ`,
        files: (number: number) => `ลบไฟล์ที่ไม่มีผู้ใช้ ${count(number)}\u00a0ไฟล์`,
      },
    },
  },
  when: 'กำหนดเวลา',
  last: 'ครั้งล่าสุด',
  did: 'สิ่งที่ทำ',
  next: 'ครั้งต่อไป',
  never: 'ยังไม่เคยทำ',
  nothing: 'ไม่มีสิ่งที่ต้องทำ',
  outcome: {
    running: 'กำลังทำ',
    done: 'สำเร็จ',
    failed: 'ไม่สำเร็จ',
    interrupted: 'ถูกขัดจังหวะ',
  },
  took: (seconds: number) =>
    seconds < 1 ? 'ใช้เวลาไม่ถึง 1\u00a0วินาที' : `ใช้เวลา ${count(seconds)}\u00a0วินาที`,
  runningSince: (moment: string) => `กำลังทำตั้งแต่ ${moment}`,
  failedAt: (moment: string) => `ไม่สำเร็จเมื่อ ${moment} สาเหตุอยู่ในบันทึกการทำงานของเครื่องแม่ข่าย`,
  interruptedAt: (moment: string) => `เริ่มเมื่อ ${moment} แต่ระบบหยุดก่อนทำเสร็จ`,
  tryingAgain: (moment: string) => `จะลองใหม่ ${moment}`,
  atOnce: 'ภายในหนึ่งนาที',
  run: 'ทำเดี๋ยวนี้',
  result: {
    ran: (title: string) => `ทำ “${title}” แล้ว`,
    busy: (title: string) => `“${title}” กำลังทำอยู่ จึงไม่ได้เริ่มซ้ำ`,
    failed: (title: string) => `ทำ “${title}” ไม่สำเร็จ ระบบจะลองใหม่เอง`,
  },
}
