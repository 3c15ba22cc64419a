import type { Readable } from 'node:stream'

/** Keeps files from arriving all at once: each costs memory, and room on the disk, while it does. */
export type Turns = {
  /**
   * Waits for a turn, first come, first served. Resolves to what gives it back, or to nothing when none came in
   * time or the sender left. While somebody waits nothing is read of what they send.
   */
  take(network: string, sender: Readable): Promise<(() => void) | undefined>
}

export type TurnLimits = {
  atOnce: number
  /** For one network, so that slow senders in one place leave room for others. */
  perNetwork: number
  waitMs: number
}

export function takingTurns({ atOnce, perNetwork, waitMs }: TurnLimits): Turns {
  /** The network of each turn that is taken. */
  const taken: string[] = []
  const line = new Set<{ network: string; begin: () => void }>()

  function isFree(network: string): boolean {
    return taken.length < atOnce && taken.filter((one) => one === network).length < perNetwork
  }

  function giveBack(network: string): void {
    taken.splice(taken.indexOf(network), 1)
    const next = [...line].find((place) => isFree(place.network))
    if (!next) return
    line.delete(next)
    taken.push(next.network)
    next.begin()
  }

  async function standInLine(network: string, sender: Readable): Promise<boolean> {
    const turn = Promise.withResolvers<boolean>()
    const place = { network, begin: () => turn.resolve(true) }
    const leave = () => {
      if (line.delete(place)) turn.resolve(false)
    }
    line.add(place)
    const patience = setTimeout(leave, waitMs)
    sender.once('close', leave)
    const came = await turn.promise
    clearTimeout(patience)
    sender.off('close', leave)
    return came
  }

  return {
    async take(network, sender) {
      if (isFree(network)) taken.push(network)
      else if (!(await standInLine(network, sender))) return undefined
      return () => giveBack(network)
    },
  }
}
