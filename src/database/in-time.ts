/** A transaction that waits for something slow would hold up other writers: it is given up instead (milliseconds). */
export async function inTime<T>(work: Promise<T>, longest: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooSlow = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new GivenUp('A transaction was given up: it waited for something slow')),
      longest,
    )
  })
  try {
    return await Promise.race([work, tooSlow])
  } finally {
    clearTimeout(timer)
  }
}

export class GivenUp extends Error {}
