/** A list within a mail. */
export type List = {
  heading: string
  /** The entries there are to show, one line each. */
  lines: readonly string[]
  /** How many entries it has in all: some may have no line. */
  count: number
}

/**
 * Lays lists one below the other in no more than so many lines: each gets one entry more in turn, and `andMore` says
 * how many found no room. A heading stands even where there is room for nothing else; it should say how many there are.
 */
export function layOut(
  lists: readonly List[],
  most: number,
  andMore: (count: number) => string,
): string[] {
  const told = lists.slice(0, Math.floor(most / linesOf(0)))
  const shown = told.map(() => 0)
  let left = most - told.length * linesOf(0)
  let isGrowing = true
  while (isGrowing) {
    isGrowing = false
    for (const [index, list] of told.entries()) {
      const now = shown[index] ?? 0
      if (now >= list.lines.length) continue
      const more = linesOf(now + 1, list) - linesOf(now, list)
      if (more > left) continue
      shown[index] = now + 1
      left -= more
      isGrowing = true
    }
  }
  return told.flatMap((list, index) => {
    const lines = list.lines.slice(0, shown[index])
    const rest = list.count - lines.length
    return ['', list.heading, ...lines, ...(lines.length > 0 && rest > 0 ? [andMore(rest)] : [])]
  })
}

/** What a list takes with so many entries shown: an empty line, its heading, and a line for those left out. */
function linesOf(shown: number, { count }: Pick<List, 'count'> = { count: 0 }): number {
  return 2 + shown + (shown > 0 && shown < count ? 1 : 0)
}
