import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { takingTurns, type Turns } from '#src/files/turns.ts'

/** Who got a turn, in their order; each can give it back. */
function standing(turns: Turns) {
  const came: string[] = []
  const sent = new Map<string, PassThrough>()
  const given = new Map<string, () => void>()
  async function come(name: string, network = name) {
    const sender = new PassThrough()
    sent.set(name, sender)
    const giveBack = await turns.take(network, sender)
    came.push(giveBack ? name : `${name} without`)
    if (giveBack) given.set(name, giveBack)
  }
  const settled = () => new Promise((resolve) => setTimeout(resolve, 5))
  return { came, come, settled, sender: (name: string) => sent.get(name), given }
}

describe('taking turns with files', () => {
  it('lets so many begin at once, and the next when one is done, first come first served', async () => {
    const { came, come, given, settled } = standing(
      takingTurns({ atOnce: 2, perNetwork: 2, waitMs: 5000 }),
    )
    const all = ['a', 'b', 'c', 'd'].map((name) => come(name))
    await settled()
    expect(came).toEqual(['a', 'b'])
    given.get('b')?.()
    await settled()
    expect(came).toEqual(['a', 'b', 'c'])
    given.get('a')?.()
    await Promise.all(all)
    expect(came).toEqual(['a', 'b', 'c', 'd'])
  })

  it('keeps room for others beside those of one network', async () => {
    const { came, come, given, settled } = standing(
      takingTurns({ atOnce: 3, perNetwork: 2, waitMs: 5000 }),
    )
    const all = [come('a', 'n'), come('b', 'n'), come('c', 'n'), come('x', 'm'), come('y', 'm')]
    await settled()
    expect(came).toEqual(['a', 'b', 'x'])
    given.get('x')?.() // c is first in the line, but its network has all it may have
    await settled()
    expect(came).toEqual(['a', 'b', 'x', 'y'])
    given.get('a')?.()
    await Promise.all(all)
    expect(came).toEqual(['a', 'b', 'x', 'y', 'c'])
  })

  it('sends nobody away before their time, and leaves no place to those who went', async () => {
    const { came, come, given, sender } = standing(
      takingTurns({ atOnce: 1, perNetwork: 1, waitMs: 30 }),
    )
    await come('a')
    const gone = come('gone')
    sender('gone')?.destroy()
    await gone
    const from = performance.now()
    await come('late')
    expect(performance.now() - from).toBeGreaterThanOrEqual(29)
    expect(came).toEqual(['a', 'gone without', 'late without'])
    given.get('a')?.()
    await come('b')
    expect(came.at(-1)).toBe('b')
  })
})
