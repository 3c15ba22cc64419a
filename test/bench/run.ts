import { parseArgs } from 'node:util'
import { cleanUp } from './bench-service.ts'
import { measureExport } from './exporting.ts'
import { measureFormPage } from './form-page.ts'
import { load, machine } from './machine.ts'
import { measureReports } from './reports.ts'
import { isMet, printed, type Result } from './result.ts'
import { measureScale } from './scale.ts'
import { measureSizes } from './sizes.ts'
import { measureStatisticsPage } from './statistics-page.ts'
import { measureSubmitting } from './submitting.ts'
import { measureWeight } from './weight.ts'

/*
 * `npm run bench`, or `npm run bench -- form submit queue weight statistics scale report export` for some of it; `--json`
 * for machines;
 * `--size 100000` for fewer requests than a million, where a part asks for so many. It compares and tells; it never fails
 * because a machine is slow.
 */

type Part = (say: (text: string) => void, options: { size: number | undefined }) => Promise<Result>

const parts: Record<string, Part> = {
  form: measureFormPage,
  submit: measureSubmitting,
  queue: measureSizes,
  weight: measureWeight,
  statistics: measureStatisticsPage,
  scale: measureScale,
  report: measureReports,
  export: measureExport,
}

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false }, size: { type: 'string' } },
  allowPositionals: true,
})
const names = positionals.length > 0 ? positionals : Object.keys(parts)
const size = values.size === undefined ? undefined : Number(values.size)
const unknown = names.filter((name) => !Object.hasOwn(parts, name))

/** What goes on, for whoever waits; apart from the figures. */
const say = (text: string) => process.stderr.write(`… ${text}\n`)

if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}; there are: ${Object.keys(parts).join(', ')}`)
  process.exitCode = 2
} else {
  await measure()
}

async function measure(): Promise<void> {
  const measuredWith = machine()
  const results: Record<string, Result & { loadBefore: string }> = {}
  if (!values.json)
    for (const [what, value] of Object.entries(measuredWith)) console.log(`${what}: ${value}`)
  try {
    for (const name of names) {
      say(name)
      const loadBefore = load()
      const result = await parts[name]?.(say, { size })
      if (!result) continue
      result.notes.push(`Load average before this part: ${loadBefore}`)
      results[name] = { ...result, loadBefore }
      if (!values.json) console.log(printed(result))
    }
  } finally {
    await cleanUp()
  }
  const goals = Object.values(results).flatMap((result) => result.goals)
  if (values.json) console.log(JSON.stringify({ machine: measuredWith, results }, undefined, 2))
  else console.log(`\n${goals.filter(isMet).length} of ${goals.length} goals reached`)
}
