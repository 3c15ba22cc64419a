/** What is wrong with a field: each says what to do. `limit` is in letters as people count them. */
export const faults = {
  missing: 'กรอกช่องนี้',
  'too-long': 'ข้อความยาวเกินกำหนด',
  tooLong: (limit: number) => `พิมพ์ไม่เกิน ${limit.toLocaleString('th-TH')} ตัวอักษร`,
  'not-text': 'ลบอักขระที่พิมพ์ไม่ได้ออกจากช่องนี้ เช่น อักขระควบคุมที่ติดมาจากการคัดลอก',
  'not-an-address': 'กรอกอีเมลให้ถูกต้อง เช่น somchai@example.com',
  'not-a-phone': 'กรอกหมายเลขโทรศัพท์ให้ถูกต้อง เช่น 081 234 5678',
  'unknown-choice': 'เลือกจากรายการที่มี',
  repeated: 'ช่องนี้ถูกส่งมาซ้ำ โปรดกรอกเพียงค่าเดียว',
  'unknown-field': 'แบบฟอร์มนี้มีข้อมูลที่เราไม่รู้จัก โปรดกรอกจากหน้านี้แล้วส่งอีกครั้ง',
}
