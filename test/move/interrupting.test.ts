import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readMoveMark } from '#src/database/postgres/move-mark.ts'
import { asAdmin } from '../support/postgres.ts'
import { spawnService } from '../support/service-process.ts'
import { copyOf, emptyDatabaseUrl, makeDepartment, type Department } from './department.ts'

let department: Department

beforeAll(async () => {
  department = await makeDepartment()
}, 60_000)

afterAll(() => rmSync(department.dataDir, { recursive: true }))

describe('a move that is killed', () => {
  it('never looks finished, wherever it was, and can be started again', async () => {
    const dataDir = copyOf(department)
    const url = await emptyDatabaseUrl()
    const settings = { DATABASE_URL: url }
    const begin = () => spawnService({ dataDir, settings, command: 'move' })
    for (const where of ['Copying rows', 'Indexing for search', 'Copying files', 'Comparing']) {
      const killed = await begin()
      await killed.prints(where)
      const { signal, printed } = await killed.kill()
      expect(signal, printed).toBe('SIGKILL')
      expect(printed).not.toContain('Finished')
      expect(await asAdmin(url, readMoveMark)).toMatchObject({ folder: dataDir })
    }
    const early = await (await spawnService({ dataDir, settings })).ended
    expect(early.code).toBe(1)
    expect(early.printed.trim()).toBe(
      `The database of DATABASE_URL is not whole: moving the folder ${dataDir} into it was begun and not finished. Start npm run move again until it says that the move is finished.`,
    )

    const whole = await (await begin()).ended
    expect(whole.code, whole.printed).toBe(0)
    expect(whole.printed).toContain('It was begun before')
    expect(whole.printed).toContain('Finished')
    expect(await asAdmin(url, readMoveMark)).toBeUndefined()
    const again = await (await begin()).ended
    expect(again.code).toBe(1)
    expect(again.printed).toContain('holds this folder already')
  }, 60_000)

  it('keeps the files that arrived', async () => {
    const dataDir = copyOf(department)
    const url = await emptyDatabaseUrl()
    const settings = { DATABASE_URL: url }
    const killed = await spawnService({ dataDir, settings, command: 'move' })
    await killed.prints('Comparing')
    await killed.kill()
    const whenStored = () =>
      asAdmin(url, async (client) => {
        const { rows } = await client.query(
          'SELECT file_id, position, xmin FROM file_pieces ORDER BY 1, 2',
        )
        return rows
      })
    const before = await whenStored()
    expect(before.length).toBeGreaterThan(40)
    expect((await (await spawnService({ dataDir, settings, command: 'move' })).ended).code).toBe(0)
    expect(await whenStored()).toEqual(before)
  }, 60_000)
})
