import { readdir, readFile, stat } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import path from 'node:path'
import { simpleParser } from 'mailparser'
import { describe, expect, it, onTestFinished } from 'vitest'
import { DeliveryFailure, folderPostman, smtpPostman } from '#src/mail/postman.ts'
import { freshFolder } from '../support/database.ts'
import { anOutgoingLetter } from '../support/letters.ts'
import { startMailServer, type MailServer } from '../support/smtp.ts'
import { trickyAddresses } from '../support/tricky-addresses.ts'

const from = 'no-reply@requests.example.go.th'

function postmanFor({ url }: Pick<MailServer, 'url'>) {
  const postman = smtpPostman(url, from)
  onTestFinished(() => postman.close())
  return postman
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => void server.close())
  const address = server.address()
  return `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}

describe('a letter by SMTP', () => {
  it('arrives in Thai as it was written', async () => {
    const server = await startMailServer()
    const letter = anOutgoingLetter({ createdAt: Date.parse('2026-11-02T03:00:00Z') })
    await postmanFor(server).deliver(letter)

    const [arrived] = server.arrived
    expect(arrived).toMatchObject({ from, to: [letter.toAddress] })
    expect(arrived?.mail).toMatchObject({ subject: letter.subject, text: letter.body, html: false })
    expect(arrived?.mail.to).toMatchObject({
      value: [{ name: letter.toName, address: letter.toAddress }],
    })
    expect(arrived?.mail.messageId).toBe(letter.messageId)
    expect(arrived?.mail.date).toEqual(new Date(letter.createdAt))
    expect(arrived?.mail.headers.get('auto-submitted')).toBe('auto-generated')
    expect(arrived?.mail.headers.get('x-auto-response-suppress')).toBe('All')
    expect(arrived?.mail.headers.get('content-type')).toEqual({
      value: 'text/plain',
      params: { charset: 'utf-8' },
    })
  })

  it.each(trickyAddresses)('never goes to %j', async (toAddress) => {
    const server = await startMailServer()
    const sent = postmanFor(server).deliver(anOutgoingLetter({ toAddress }))
    await expect(sent).rejects.toMatchObject({ word: 'bad-address', isTemporary: false })
    expect(server.asked).toEqual([])
  })

  it('never goes to ourselves', async () => {
    const server = await startMailServer()
    const sent = postmanFor(server).deliver(anOutgoingLetter({ toAddress: from.toUpperCase() }))
    await expect(sent).rejects.toMatchObject({ word: 'bad-address' })
  })

  it.each([
    'A\r\nBcc: evil@example.net',
    'A\nBcc: evil@example.net\n\nHello',
    'A" <evil@example.net>, "B',
    'A, evil@example.net',
    'evil@example.net',
    'x: evil@example.net;',
    '=?utf-8?q?=0D=0ABcc:_evil=40example.net?=',
    'A\u2028Bcc: evil@example.net',
    'A\0B',
    '\u202eA',
  ])('goes to its one recipient whatever the name and subject are: %j', async (text) => {
    const server = await startMailServer()
    const letter = anOutgoingLetter({
      toName: text,
      subject: text,
      body: `${text}\r\n.\r\nQUIT\r\n`,
    })
    await postmanFor(server).deliver(letter)

    expect(server.asked).toEqual([letter.toAddress])
    expect(server.arrived).toHaveLength(1)
    const [arrived] = server.arrived
    expect([...(arrived?.mail.headers.keys() ?? [])].toSorted()).toEqual([
      'auto-submitted',
      'content-transfer-encoding',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'subject',
      'to',
      'x-auto-response-suppress',
    ])
    expect(arrived?.mail.to).toMatchObject({ value: [{ address: letter.toAddress }] })
    expect(arrived?.mail.attachments).toEqual([])
  })

  it.each([
    [450, 'deferred', true],
    [451, 'deferred', true],
    [421, 'unreachable', true],
    [550, 'rejected', false],
    [552, 'rejected', false],
  ])('when the server says %i, is %s', async (code, word, isTemporary) => {
    const server = await startMailServer()
    server.refuseNext.push(code)
    const sent = postmanFor(server).deliver(anOutgoingLetter())
    const failure = await sent.catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(DeliveryFailure)
    expect(failure).toMatchObject({ word, isTemporary, message: word }) // nothing of the server's text
  })

  it('is unreachable when nobody listens, when the server hangs up, and when it refuses our sign-in', async () => {
    const gone = await startMailServer()
    await gone.stop()
    const rude = await listen(createServer((socket) => socket.destroy()))
    const strict = await startMailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(new Error('wrong')),
    })

    for (const url of [gone.url, rude, strict.url.replace('//', '//user:wrong@')]) {
      const sent = postmanFor({ url }).deliver(anOutgoingLetter())
      await expect(sent).rejects.toMatchObject({ word: 'unreachable', isTemporary: true })
    }
  })

  it('is handed over once, also to a server that hangs up instead of saying yes', async () => {
    let handedOver = 0
    const hangsUp = createServer((socket) => {
      socket.on('error', () => {}).write('220 here\r\n')
      socket.on('data', (chunk) => {
        const said = chunk.toString()
        if (said.startsWith('DATA')) socket.write('354 go on\r\n')
        else if (/^(EHLO|MAIL|RCPT)/.test(said)) socket.write('250 yes\r\n')
        if (!said.endsWith('\r\n.\r\n')) return
        handedOver += 1
        socket.end()
      })
    })
    const sent = postmanFor({ url: await listen(hangsUp) }).deliver(anOutgoingLetter())
    await expect(sent).rejects.toMatchObject({ word: 'unreachable' })
    expect(handedOver).toBe(1)
  })

  it('is not said in the open where TLS is asked for', async () => {
    const server = await startMailServer()
    const url = `${server.url}?tls=required`
    const sent = postmanFor({ url }).deliver(anOutgoingLetter())
    await expect(sent).rejects.toMatchObject({ word: 'unreachable' })
    expect(server.asked).toEqual([])
  })
})

describe('a letter without a server', () => {
  it('becomes a complete .eml file that only we may read', async () => {
    const folder = path.join(freshFolder(), 'mail')
    const letter = anOutgoingLetter({ id: 12 })
    const postman = folderPostman(folder, from)
    await postman.deliver(letter)
    await postman.deliver(letter) // a second try writes the same file

    expect(await readdir(folder)).toEqual(['12.eml'])
    const file = path.join(folder, '12.eml')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const mail = await simpleParser(await readFile(file))
    expect(mail).toMatchObject({
      subject: letter.subject,
      text: letter.body,
      messageId: letter.messageId,
      to: { value: [{ name: letter.toName, address: letter.toAddress }] },
      from: { value: [{ address: from }] },
    })
  })

  it('is refused for a bad address, too', async () => {
    const sent = folderPostman(freshFolder(), from).deliver(
      anOutgoingLetter({ toAddress: 'a@b.org, evil@example.net' }),
    )
    await expect(sent).rejects.toMatchObject({ word: 'bad-address' })
  })
})
