import type { Tx } from '../database/open.ts'
import { divisions, topics } from '../database/schema.ts'
import type { Role } from '../requests/info-request.ts'
import { addAccount } from '../staff/store.ts'
import type { StaffActor } from '../requests/effects.ts'
import { passwordCost, slowHash } from '../web/secrets.ts'

export const demoPassword = 'khamkho-demo'

/** The secretariat is there from the first migration; the others are examples and say so. */
const exampleDivisions = [
  {
    nameTh: 'กองการเมืองและความมั่นคง (ตัวอย่าง)',
    nameEn: 'Political and Security Division (example)',
  },
  { nameTh: 'กองเศรษฐกิจ (ตัวอย่าง)', nameEn: 'Economic Division (example)' },
  {
    nameTh: 'กองสังคมและวัฒนธรรม (ตัวอย่าง)',
    nameEn: 'Socio-Cultural Division (example)',
  },
]

/** By their place: which division holds a topic, counted in the list above; 'secretariat', or nobody. */
const exampleTopics = [
  ['การเมือง ความมั่นคง และสิทธิมนุษยชน', 'Politics, security and human rights', 0],
  ['เศรษฐกิจ การค้า และความเชื่อมโยง', 'Economy, trade and connectivity', 1],
  ['สังคม วัฒนธรรม การศึกษา และสาธารณสุข', 'Society, culture, education and health', 2],
  ['คู่เจรจาและการประชุมสุดยอดเอเชียตะวันออก', 'Dialogue partners and the East Asia Summit', 0],
  ['กฎบัตรอาเซียน ประวัติ และสมาชิกภาพ', 'The ASEAN Charter, history and membership', null],
  ['ห้องสมุดอาเซียนและการประชาสัมพันธ์', 'ASEAN libraries and public information', 'secretariat'],
  [
    'งบประมาณ พัสดุ และบุคลากรของกรม',
    'Budget, procurement and staff of the department',
    'secretariat',
  ],
  ['เรื่องอื่น', 'Something else', null],
] as const

export type DemoStaff = Record<Username, StaffActor>

export type DemoDepartment = { staff: DemoStaff; topicIds: number[] }

/** Who can sign in; division counted as above. */
const members = {
  officer: { name: 'เจ้าหน้าที่ตัวอย่าง หนึ่ง', role: 'officer', division: 0 },
  officer2: { name: 'เจ้าหน้าที่ตัวอย่าง สอง', role: 'officer', division: 1 },
  officer3: { name: 'เจ้าหน้าที่ตัวอย่าง สาม', role: 'officer', division: 2 },
  officer4: { name: 'เจ้าหน้าที่ตัวอย่าง สี่', role: 'officer', division: 'secretariat' },
  head: { name: 'ผู้อำนวยการตัวอย่าง หนึ่ง', role: 'head', division: 0 },
  head2: { name: 'ผู้อำนวยการตัวอย่าง สอง', role: 'head', division: 1 },
  head3: { name: 'ผู้อำนวยการตัวอย่าง สาม', role: 'head', division: 2 },
  head4: { name: 'ผู้อำนวยการตัวอย่าง สี่', role: 'head', division: 'secretariat' },
  secretary: {
    name: 'เลขานุการกรมตัวอย่าง',
    role: 'secretary',
    division: null,
    post: 'เลขานุการกรม',
  },
  executive: { name: 'ผู้บริหารตัวอย่าง', role: 'executive', division: null },
  admin: { name: 'ผู้ดูแลระบบตัวอย่าง', role: 'administrator', division: null },
  auditor: { name: 'ผู้ตรวจสอบตัวอย่าง', role: 'auditor', division: null },
} as const satisfies Record<
  string,
  { name: string; role: Role; division: number | 'secretariat' | null; post?: string }
>

type Username = keyof typeof members

export const demoUsernames = Object.keys(members)

/** Divisions, topics and accounts of the demo, in one transaction. `secretariat`: the id of the certain division. */
export async function addDepartment(
  tx: Tx,
  { secretariat, passwordHash, at }: { secretariat: number; passwordHash: string; at: number },
): Promise<DemoDepartment> {
  const added = await tx.insert(divisions).values(exampleDivisions).returning({ id: divisions.id })
  const ids = added.map(({ id }) => id)
  const idOf = (place: number | 'secretariat' | null) =>
    place === null ? null : place === 'secretariat' ? secretariat : (ids[place] ?? null)
  const addedTopics = await tx
    .insert(topics)
    .values(
      exampleTopics.map(([nameTh, nameEn, place], index) => ({
        nameTh,
        nameEn,
        divisionId: idOf(place),
        position: index + 1,
      })),
    )
    .returning({ id: topics.id })
  const add = async (username: Username): Promise<StaffActor> => {
    const { division, ...member } = members[username]
    const divisionId = idOf(division)
    const email = `${username}@example.com`
    const account = { username, ...member, divisionId, email, passwordHash, createdAt: at }
    return { role: member.role, accountId: await addAccount(tx, account), divisionId }
  }
  const staff: DemoStaff = {
    officer: await add('officer'),
    officer2: await add('officer2'),
    officer3: await add('officer3'),
    officer4: await add('officer4'),
    head: await add('head'),
    head2: await add('head2'),
    head3: await add('head3'),
    head4: await add('head4'),
    secretary: await add('secretary'),
    executive: await add('executive'),
    admin: await add('admin'),
    auditor: await add('auditor'),
  }
  return { staff, topicIds: addedTopics.map(({ id }) => id) }
}

export function hashDemoPassword(): Promise<string> {
  return slowHash(demoPassword, passwordCost)
}
