import { departmentRules } from '#src/database/schema.ts'
import type { RuleName, RuleValue } from '#src/department/rules.ts'
import type { Services } from '#src/services.ts'

/** What the department decides, from a day on. */
export async function setRule<Name extends RuleName>(
  { db, rules, clock }: Pick<Services, 'db' | 'rules' | 'clock'>,
  name: Name,
  from: string,
  value: RuleValue<Name>,
): Promise<void> {
  await db.write((tx) => tx.insert(departmentRules).values({ name, from, value, setAt: clock() }))
  rules.forget()
}
