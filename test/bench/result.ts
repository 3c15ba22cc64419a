/** What one part of the bench measured. */
export type Result = {
  title: string
  /** Rows of one table; the first column names the row. */
  rows: Record<string, string | number>[]
  goals: Goal[]
  notes: string[]
}

export type Goal = {
  what: string
  measured: number
  atLeast?: number
  atMost?: number
  unit?: string
}

export function isMet({ measured, atLeast = -Infinity, atMost = Infinity }: Goal): boolean {
  return measured >= atLeast && measured <= atMost
}

/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
  return percentile(numbers, 50)
}

/** The least of the numbers that so many percent of them do not exceed. */
export function percentile(numbers: readonly number[], percent: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN
}

/** Three figures, as many as these measurements are worth. */
export function rounded(number: number): number {
  return Number(number.toPrecision(3))
}

/** A result as lines of text. */
export function printed({ title, rows, goals, notes }: Result): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const lines = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))]
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => (line[i] ?? '').length)))
  const table = lines.map((line) =>
    line
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  '),
  )
  return [
    '',
    title,
    '-'.repeat(title.length),
    ...table,
    ...goals.map(goalLine),
    ...notes.map((note) => `  ${note}`),
  ].join('\n')
}

function goalLine(goal: Goal): string {
  const { what, measured, atLeast, atMost, unit = '' } = goal
  const limit = atLeast === undefined ? `at most ${atMost}${unit}` : `at least ${atLeast}${unit}`
  return `  ${isMet(goal) ? 'reached' : 'MISSED '}  ${what}: ${rounded(measured)}${unit} (goal: ${limit})`
}
