/** Something that was read and is kept for a while. */
export type Kept<Value> = {
  /** Gives it, reading it again when what is kept is too old. */
  (): Promise<Value>
  /** The next call reads it again: this process has just changed it. */
  forget(): void
}

/**
 * Keeps what `read` gives for `forMs`: a busy time reads it once, and what another process changes is known when
 * that time is over. A clock that jumps, either way, leads to a new reading; a reading that fails is not kept.
 */
export function kept<Value>(
  read: () => Promise<Value>,
  { forMs, clock }: { forMs: number; clock: () => number },
): Kept<Value> {
  let last: { readAt: number; value: Promise<Value> } | undefined
  const get = () => {
    const now = clock()
    if (!last || Math.abs(now - last.readAt) >= forMs) {
      const reading = { readAt: now, value: read() }
      last = reading
      reading.value.catch(() => {
        if (last === reading) last = undefined
      })
    }
    return last.value
  }
  return Object.assign(get, {
    forget() {
      last = undefined
    },
  })
}
