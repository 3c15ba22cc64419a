/** The report of figures on paper. */
export const reportPaper = {
  period: (from: string, to: string) => `ตั้งแต่วันที่ ${from} ถึงวันที่ ${to}`,
  asOf: (day: string) => `ตัวเลข ณ วันที่ ${day}`,
  running: (day: string) => `ช่วงรายงานนี้ยังไม่สิ้นสุด ตัวเลขนับถึงวันที่ ${day} และยังเปลี่ยนแปลงได้`,
  toCome: (day: string) => `ช่วงรายงานนี้ยังมาไม่ถึง ตัวเลขนับถึงวันที่ ${day} ยอดยกมาจึงเป็นยอดคงค้างในวันนั้น`,
  continued: (caption: string) => `${caption} (ต่อ)`,
  notes: 'หมายเหตุ',
  page: (page: string, of: string) => `หน้า ${page} จาก ${of}`,
  /** Where it is signed by hand. */
  signature: {
    certifies: (title: string, taken: string, pages: string) =>
      `ขอรับรองตัวเลขใน${title} (${taken} รวม ${pages} หน้า)`,
    signed: 'ลงชื่อ',
    post: 'ตำแหน่ง',
    day: 'วันที่',
  },
  /** That the figures were signed in the service. */
  record: {
    nameAndPost: (name: string, post: string) => `${name} (${post})`,
    signedBy: (who: string, moment: string) => `ลงนามรับรองตัวเลขในระบบโดย ${who} เมื่อวันที่ ${moment}`,
    first: 'ลงนามครั้งแรก',
    revision: (revision: string, reason: string) => `ฉบับที่ ${revision} ลงนามใหม่เนื่องจาก ${reason}`,
    sha256: (sum: string) => `SHA-256 ของเอกสารที่ลงนาม: ${sum}`,
  },
}
