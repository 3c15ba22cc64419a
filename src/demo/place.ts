import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Config } from '../config.ts'
import { dropDemo, readDemoMark, writeDemoMark } from '../database/postgres/demo-mark.ts'
import { lockFolder } from '../database/sqlite/folder-lock.ts'

const markFile = 'khamkho-demo.txt'
const making = 'A demo of Khamkho is being made here.\n'
const made = 'A demo of Khamkho: everything in this folder is invented and may be deleted.\n'

/** Where a demo is made, marked so that nothing else is ever taken for one. */
export type DemoPlace = {
  /** Throws a sentence, and touches nothing, when anything there is not a demo's. */
  state(): Promise<'made' | 'not made'>
  /** Takes away what an earlier demo left. */
  clear(): Promise<void>
  begin(): Promise<void>
  finish(): Promise<void>
}

/** The data folder, and the database on a server where there is one. */
export function demoPlace({ dataDir, databaseUrl }: Config): DemoPlace {
  const mark = path.join(dataDir, markFile)
  return {
    async state() {
      const inFolder = markInFolder(dataDir)
      if (inFolder === undefined)
        throw new Error(
          `The folder ${dataDir} is not empty and not a demo's; nothing was touched. Choose another with DATA_DIR.`,
        )
      const onServer = databaseUrl === undefined ? made : await readDemoMark(databaseUrl)
      if (onServer === undefined)
        throw new Error(
          "The database of DATABASE_URL is not empty and not a demo's; nothing was touched. Make another one for the demo.",
        )
      return inFolder === made && onServer === made ? 'made' : 'not made'
    },

    async clear() {
      if (existsSync(dataDir)) {
        lockFolder(dataDir).release() // refuses while another demo is served from it
        rmSync(dataDir, { recursive: true })
      }
      mkdirSync(dataDir, { recursive: true, mode: 0o700 })
      writeFileSync(mark, making)
      if (databaseUrl !== undefined) await dropDemo(databaseUrl)
    },

    async begin() {
      if (databaseUrl !== undefined) await writeDemoMark(databaseUrl, making)
    },

    async finish() {
      if (databaseUrl !== undefined) await writeDemoMark(databaseUrl, made)
      writeFileSync(mark, made)
    },
  }
}

/** `empty` where there is nothing; undefined when what is there bears no mark. */
function markInFolder(folder: string): string | undefined {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return 'empty'
  const mark = path.join(folder, markFile)
  return existsSync(mark) ? readFileSync(mark, 'utf8') : undefined
}
