import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import {
  spawnService,
  startServiceProcess,
  type ServiceOptions,
  type ServiceProcess,
} from '../support/service-process.ts'

/** Starting it is most of what these tests wait for: what was compiled once is kept. */
const quickStart = {
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../../node_modules/.cache/node', import.meta.url)),
}

/** A service of the test's own, ended after it. */
export async function startService(options: ServiceOptions): Promise<ServiceProcess> {
  const service = await startServiceProcess(withQuickStart(options))
  onTestFinished(async () => {
    await service.kill()
  })
  return service
}

/** The same without waiting for it to be ready. */
export async function beginService(options: ServiceOptions): Promise<ServiceProcess> {
  const service = await spawnService(withQuickStart(options))
  onTestFinished(async () => {
    await service.kill()
  })
  return service
}

function withQuickStart(options: ServiceOptions): ServiceOptions {
  return { ...options, settings: { ...quickStart, ...options.settings } }
}

/** An empty folder on a disk, not in memory: here it matters that a commit takes its time. Removed after the test. */
export function folderOnDisk(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'khamkho-faults-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
