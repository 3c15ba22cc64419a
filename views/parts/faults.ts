import type { Fault } from '#src/web/forms.ts'
import type { Reader } from '../reader.ts'
import type { FieldError } from './forms.ts'

/** Sentences of a page's own for a field's faults, where "fill in this field" would not help enough. */
export type OwnFaults = { [field: string]: { [fault: string]: string } }

/** The faults of a form in the reader's words: the page's own sentence, or the common one. */
export function fieldErrors(
  { words }: Pick<Reader, 'words'>,
  faults: readonly Fault[],
  own: OwnFaults = {},
): FieldError[] {
  return faults.map(({ field: name, fault, limit }) => {
    const field = name === '' ? 'main' : name
    return { field, message: own[field]?.[fault] ?? commonSentence(words.faults, fault, limit) }
  })
}

function commonSentence(
  sentences: Reader['words']['faults'],
  fault: string,
  limit: number | undefined,
): string {
  if (fault === 'too-long' && limit !== undefined) return sentences.tooLong(limit)
  const sentence = Object.entries(sentences).find(([name]) => name === fault)?.[1]
  return typeof sentence === 'string' ? sentence : sentences['unknown-choice']
}
