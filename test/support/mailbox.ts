import { vi } from 'vitest'
import { startPost } from '#src/mail/outbox.ts'
import { smtpPostman } from '#src/mail/postman.ts'
import { onTestFinished } from 'vitest'
import type { Service } from './service.ts'
import { startMailServer, type ArrivedMail } from './smtp.ts'

/** What arrives at a real mail server while the service runs. */
export type Mailbox = {
  /** Waits for the letter to this address with these words in its subject. */
  letter(to: string, subject: string): Promise<ArrivedMail>
  arrived: readonly ArrivedMail[]
}

/** Lets the outbox of a service deliver to a mail server in this process. */
export async function openMailbox({ app, services }: Service): Promise<Mailbox> {
  const server = await startMailServer()
  const postman = smtpPostman(server.url, services.config.mailFrom)
  const post = startPost(services, postman, app.log, { everyMs: 50 })
  onTestFinished(async () => {
    await post.stop()
    postman.close()
  })
  const find = (to: string, subject: string) =>
    server.arrived.find(
      (letter) => letter.to.includes(to) && letter.mail.subject?.includes(subject),
    )
  return {
    arrived: server.arrived,
    letter: (to, subject) =>
      vi.waitFor(
        () => {
          const letter = find(to, subject)
          if (!letter) throw new Error(`No letter to ${to} about “${subject}” has arrived`)
          return letter
        },
        { timeout: 5000 },
      ),
  }
}
