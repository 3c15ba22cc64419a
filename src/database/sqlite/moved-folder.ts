import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { WrongSetting } from '../../config.ts'

/*
 * A folder that was moved to a server stays as it was, as a backup. Were it served again because a setting went
 * missing, the letters that waited would leave a second time and references would be given a second time. So a file
 * beside the database says where everything went, and stops whoever would serve from it; without the file the folder
 * is as good as before.
 */

const note = 'moved.txt'

/** Says in the folder that it was moved. `to`: the database it was moved to, without a password. */
export function markMovedFolder(dataDir: string, { to, on }: { to: string; on: string }): void {
  writeFileSync(
    join(dataDir, note),
    `This folder was moved to ${to} on ${on}.\nWhile this file is here nothing is served from the database in this folder, so that no letter is sent twice and no reference given twice.\n`,
  )
}

/** Throws a sentence when the folder was moved to a server. */
export function refuseMovedFolder(dataDir: string): void {
  const file = join(dataDir, note)
  if (!existsSync(file)) return
  const [said = ''] = readFileSync(file, 'utf8').split('\n')
  throw new WrongSetting(
    `${said} Set DATABASE_URL to serve from there; to go back to the folder, and lose what came since, delete ${file}.`,
  )
}
