import { describe, expect, it } from 'vitest'
import { directionOf, moveOf } from '#src/requests/moves.ts'

const today = '2026-11-10'
const both = (day: string) => ({ dueOn: day, limitOn: day })
const deadline = (day: string, limitOn = day) => ({ on: day, limitOn })

describe('a move of the last days', () => {
  it('goes where the calendar has them, either way', () => {
    expect(moveOf(both('2026-11-17'), deadline('2026-11-18'), today)).toEqual(both('2026-11-18'))
    expect(moveOf(both('2026-11-18'), deadline('2026-11-17'), today)).toEqual(both('2026-11-17'))
  })

  it('is none when they stay', () => {
    expect(moveOf(both('2026-11-17'), deadline('2026-11-17'), today)).toBeUndefined()
  })

  it('leaves what has passed, and leads nowhere before today', () => {
    expect(moveOf(both('2026-11-09'), deadline('2026-11-12'), today)).toBeUndefined()
    expect(moveOf(both('2026-11-12'), deadline('2026-11-09'), today)).toBeUndefined()
    expect(moveOf(both('2026-11-12'), deadline(today), today)).toEqual(both(today))
    expect(moveOf(both(today), deadline('2026-11-11'), today)).toEqual(both('2026-11-11'))
  })

  it('can be of the limit alone, or of an extension whose limit has passed', () => {
    const extended = { dueOn: '2026-12-01', limitOn: '2026-11-17' }
    expect(moveOf(extended, deadline('2026-12-01', '2026-11-18'), today)).toEqual({
      dueOn: '2026-12-01',
      limitOn: '2026-11-18',
    })
    const late = { dueOn: '2026-12-01', limitOn: '2026-11-09' }
    expect(moveOf(late, deadline('2026-12-02', '2026-11-11'), today)).toEqual({
      dueOn: '2026-12-02',
      limitOn: '2026-11-09',
    })
  })

  it('means something to the requester when the due day itself moves', () => {
    const from = { dueOn: '2026-12-01', limitOn: '2026-11-17' }
    expect(directionOf(from, { ...from, dueOn: '2026-12-02' })).toBe('later')
    expect(directionOf(from, { ...from, dueOn: '2026-11-30' })).toBe('earlier')
    expect(directionOf(from, { ...from, limitOn: '2026-11-18' })).toBe('kept')
  })
})
