import { describe, expect, it } from 'vitest'
import { lockFolder } from '#src/database/sqlite/folder-lock.ts'
import { freshFolder } from '../../support/database.ts'
import { startProcess } from './other-process.ts'

describe('one process per folder', () => {
  it('refuses the second one by name, and lets the next in when the first is killed', async () => {
    const folder = freshFolder()
    const holder = startProcess(`
      import v8 from 'node:v8'
      import vm from 'node:vm'
      import { lockFolder } from '#src/database/sqlite/folder-lock.ts'
      lockFolder(${JSON.stringify(folder)})
      v8.setFlagsFromString('--expose-gc')
      await new Promise((resolve) => setTimeout(resolve, 10))
      vm.runInNewContext('gc')() // nothing refers to what lockFolder returned
      await new Promise((resolve) => setTimeout(resolve, 10))
      console.log('serving')
      setInterval(() => {}, 1000)
    `)
    expect(await holder.nextLine()).toBe('serving')
    expect(() => lockFolder(folder)).toThrow(
      `Another process is already serving the folder ${folder}`,
    )

    await holder.kill()
    lockFolder(folder).release()
  })

  it('is free again after release, and holds inside one process too', () => {
    const folder = freshFolder()
    const first = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow('already serving')
    first.release()
    lockFolder(folder).release()
  })
})
