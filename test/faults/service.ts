import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import {
  spawnService,
  startServiceProcess,
  type ServiceOptions,
  type ServiceProcess,
} from '../support/service-process.ts'

/** A service of the test's own, ended after it. */
export async function startService(options: ServiceOptions): Promise<ServiceProcess> {
  const service = await startServiceProcess(options)
  onTestFinished(async () => {
    await service.kill()
  })
  return service
}

/** The same without waiting for it to be ready. */
export async function beginService(options: ServiceOptions): Promise<ServiceProcess> {
  const service = await spawnService(options)
  onTestFinished(async () => {
    await service.kill()
  })
  return service
}

/** An empty folder on a disk, not in memory: here it matters that a commit takes its time. Removed after the test. */
export function folderOnDisk(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'khamkho-faults-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
