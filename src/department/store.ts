import { asc } from 'drizzle-orm'
import type { Database, Tx } from '../database/open.ts'
import { departmentRules } from '../database/schema.ts'
import { kept, type Kept } from '../kept.ts'
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
