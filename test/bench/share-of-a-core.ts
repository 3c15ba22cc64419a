import { existsSync, mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/*
 * A second process adds nothing where the first one, the database server and the load fill the cores of the machine.
 * Held to a share of a core each, as if they ran on machines of their own, processes show what they add. Linux lets
 * only root do so.
 */

const periodMicroseconds = 20_000

/** Holds a process to a share of one core. Gives what ends that; undefined where it cannot be done. */
export function holdToShare(pid: number, share: number): (() => void) | undefined {
  const quota = Math.round(periodMicroseconds * share)
  const [first, second] = ['/sys/fs/cgroup/cpu', '/sys/fs/cgroup']
  try {
    if (existsSync(path.join(first, 'cpu.cfs_quota_us'))) {
      const group = makeGroup(first, pid)
      writeFileSync(path.join(group, 'cpu.cfs_period_us'), String(periodMicroseconds))
      writeFileSync(path.join(group, 'cpu.cfs_quota_us'), String(quota))
      return enter(group, first, pid)
    }
    const group = makeGroup(second, pid)
    writeFileSync(path.join(group, 'cpu.max'), `${quota} ${periodMicroseconds}`)
    return enter(group, second, pid)
  } catch {
    return undefined
  }
}

function makeGroup(parent: string, pid: number): string {
  const group = path.join(parent, `khamkho-bench-${pid}`)
  mkdirSync(group)
  return group
}

function enter(group: string, parent: string, pid: number): () => void {
  moveTo(group, pid)
  return () => {
    moveTo(parent, pid)
    rmdirSync(group)
  }
}

/** The first kind of groups takes threads one by one, the second whole processes. */
function moveTo(group: string, pid: number): void {
  const tasks = path.join(group, 'tasks')
  if (!existsSync(tasks)) return writeFileSync(path.join(group, 'cgroup.procs'), String(pid))
  for (const thread of readdirSync(`/proc/${pid}/task`)) writeFileSync(tasks, thread)
}
