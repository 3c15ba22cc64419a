import type { Fault } from '../web/forms.ts'
import type { ReceivedFile } from './receive.ts'
import type { KeptFile } from './store.ts'

/**
 * Adds received files one by one, so that what is wrong with one does not lose another. One that is there already, by its
 * name and content, came a second time (a reloaded page, a second try) and is not added again.
 *
 * @param listPresent those that are there, asked anew before each
 * @param add adds one, or gives what speaks against it
 * @returns what could not be taken, and the files whose bytes nobody needs
 */
export async function addEach(
  received: readonly ReceivedFile[],
  listPresent: () => Promise<readonly KeptFile[]>,
  add: (file: ReceivedFile) => Promise<string | undefined>,
): Promise<{ faults: Fault[]; unneeded: ReceivedFile[] }> {
  const faults: Fault[] = []
  const unneeded: ReceivedFile[] = []
  for (const file of received) {
    const present = await listPresent()
    const isKnown = present.some(({ sha256, name }) => sha256 === file.sha256 && name === file.name)
    const fault = isKnown ? undefined : await add(file)
    if (fault) faults.push({ field: 'file', fault })
    if (fault || isKnown) unneeded.push(file)
  }
  return { faults, unneeded }
}
