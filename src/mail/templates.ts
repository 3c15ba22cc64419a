/** What the variables of a text stand for, by name. */
export type Values = Readonly<Record<string, string>>

/**
 * Puts the values into a text, all at once: what a person typed is never looked at again, even if it reads `{{name}}`.
 *
 * A paragraph or a line is left out when it names variables and all of them are empty, so that "Fee: {{fee}}" is only
 * there when there is a fee. Whatever has a value is never lost with one that has none. A name without a value stays
 * as it is: `faultsOf` refuses such a text long before a letter is written from it.
 */
export function fill(text: string, values: Values): string {
  return text
    .split(blankLines)
    .filter((paragraph) => !isVoid(paragraph, values))
    .map((paragraph) => fillLines(paragraph, values))
    .join('\n\n')
}

/** For a subject: one line, whatever the values hold. */
export function fillLine(text: string, values: Values): string {
  return substitute(text, values).replaceAll(/\s+/g, ' ').trim()
}

export type TemplateFault = {
  fault: 'unknown-variable' | 'unclosed' | 'unopened'
  /** From 1. */
  line: number
  /** What stands between the braces; empty when it is the braces that are wrong. */
  variable: string
}

/** Everything wrong with the variables of a text, from top to bottom. */
export function faultsOf(text: string, known: readonly string[]): TemplateFault[] {
  return text.split('\n').flatMap((content, index) => faultsOfLine(content, index + 1, known))
}

/** The names a text uses, with the line of the first use of each. */
export function variablesIn(text: string): Map<string, number> {
  const found = new Map<string, number>()
  text.split('\n').forEach((content, index) => {
    for (const name of namesIn(content)) if (!found.has(name)) found.set(name, index + 1)
  })
  return found
}

const blankLines = /\n(?:[ \t]*\n)+/
const variable = /\{\{([^{}\n]*)\}\}/g

function namesIn(text: string): string[] {
  return [...text.matchAll(variable)].map(([, name = '']) => name.trim())
}

function isVoid(text: string, values: Values): boolean {
  const names = namesIn(text)
  return names.length > 0 && names.every((name) => valueOf(name, values) === '')
}

function fillLines(paragraph: string, values: Values): string {
  return paragraph
    .split('\n')
    .filter((line) => !isVoid(line, values))
    .map((line) => substitute(line, values))
    .join('\n')
}

function substitute(text: string, values: Values): string {
  return text.replaceAll(variable, (whole, name: string) => valueOf(name.trim(), values) ?? whole)
}

function valueOf(name: string, values: Values): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}

/** Takes out all that is a variable by its form; a brace pair that is left over has lost its other half. */
function faultsOfLine(content: string, line: number, known: readonly string[]): TemplateFault[] {
  const unknown = namesIn(content)
    .filter((name) => !known.includes(name))
    .map((name) => ({ fault: 'unknown-variable' as const, line, variable: name }))
  const rest = content.replaceAll(variable, '')
  const braces = [
    ...(rest.includes('{{') ? ['unclosed' as const] : []),
    ...(rest.includes('}}') ? ['unopened' as const] : []),
  ]
  return [...unknown, ...braces.map((fault) => ({ fault, line, variable: '' }))]
}
