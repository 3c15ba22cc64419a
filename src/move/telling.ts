/** Where progress is told: a terminal, or something that keeps what is written. */
export type Out = { isTTY?: boolean; write(text: string): unknown }

export type Telling = {
  /** A line that stays. */
  say(line: string): void
  /** A part of the work. Its lines are of interest to whoever watches; elsewhere only what takes long is told. */
  begin(what: string): Part
}

export type Part = {
  /** How far it is: shown a few times a second on a terminal, every half minute elsewhere. */
  reach(progress: string): void
  end(result: string): void
}

/** Tells how a long piece of work goes on. `now`: monotonic milliseconds. */
export function startTelling(out: Out, now: () => number = () => performance.now()): Telling {
  const isTerminal = out.isTTY === true
  const everyMs = isTerminal ? 200 : 30_000
  return {
    say(line) {
      out.write(`${line}\n`)
    },
    begin(what) {
      const begun = now()
      let toldAt = begun
      const line = (text: string) =>
        `  ${what.padEnd(20)} ${text.padEnd(44)} ${((now() - begun) / 1000).toFixed(1).padStart(7)} s`
      return {
        reach(progress) {
          if (now() - toldAt < everyMs) return
          toldAt = now()
          out.write(isTerminal ? `\r\u001B[2K${line(progress)}` : `${line(progress)}\n`)
        },
        end(result) {
          if (isTerminal) out.write(`\r\u001B[2K${line(result)}\n`)
          else if (toldAt > begun) out.write(`${line(result)}\n`)
        },
      }
    },
  }
}

/** 1,234,567 */
export function grouped(number: number): string {
  return number.toLocaleString('en-US')
}

/** Bytes as people write them. */
export function megabytes(bytes: number): string {
  const places = bytes < 10_000_000 ? 2 : 0
  return `${(bytes / 1_000_000).toLocaleString('en-US', { maximumFractionDigits: places })} MB`
}
