import { and, asc, desc, eq } from 'drizzle-orm'
import type { Database, Tx } from '../database/open.ts'
import { accounts, departmentRules } from '../database/schema.ts'
import { kept, type Kept } from '../kept.ts'
import type { Day } from '../requests/info-request.ts'
import { ruleNames, type RuleEntry, type RuleName, type Rules } from './rules.ts'

/** Every value ever set, by name and day. */
export async function listRules(tx: Tx): Promise<RuleEntry[]> {
  const rows = await tx
    .select({
      name: departmentRules.name,
      from: departmentRules.from,
      value: departmentRules.value,
    })
    .from(departmentRules)
    .orderBy(asc(departmentRules.name), asc(departmentRules.from))
  return rows.flatMap(({ name, ...row }) => (isRule(name) ? [{ name, ...row }] : []))
}

function isRule(name: string): name is RuleName {
  return ruleNames.some((known) => known === name)
}

const keepForMs = 60_000

/** Gives the rules, read at most once a minute. */
export function keptRules(db: Pick<Database, 'read'>, clock: () => number): Kept<Rules> {
  return kept(() => listRules(db.read), { forMs: keepForMs, clock })
}

/** A value that was set, and by whom; nobody for what came with the service. */
export type RuleRecord = {
  from: Day
  value: unknown
  setBy: string | null
  /** UTC milliseconds. */
  setAt: number
}

/** All values of one rule, the one that holds from the latest day first. */
export async function listRecords(tx: Tx, name: RuleName): Promise<RuleRecord[]> {
  return tx
    .select({
      from: departmentRules.from,
      value: departmentRules.value,
      setBy: accounts.name,
      setAt: departmentRules.setAt,
    })
    .from(departmentRules)
    .leftJoin(accounts, eq(accounts.id, departmentRules.setById))
    .where(eq(departmentRules.name, name))
    .orderBy(desc(departmentRules.from))
}

/** Sets the value from a day on; what was set for the same day before is replaced. */
export async function saveRule(
  tx: Tx,
  rule: RuleEntry & { setById: number; setAt: number },
): Promise<void> {
  const { value, setById, setAt } = rule
  await tx
    .insert(departmentRules)
    .values(rule)
    .onConflictDoUpdate({
      target: [departmentRules.name, departmentRules.from],
      set: { value, setById, setAt },
    })
}

/** Gives whether there was one. */
export async function removeRule(tx: Tx, name: RuleName, from: Day): Promise<boolean> {
  const removed = await tx
    .delete(departmentRules)
    .where(and(eq(departmentRules.name, name), eq(departmentRules.from, from)))
    .returning({ from: departmentRules.from })
  return removed.length > 0
}
