import { describe, expect, it, vi } from 'vitest'
import { takingTurns } from '#src/files/turns.ts'
import { aDocx, aPdf, aPdfOf, anExe, aPng } from '../support/sample-files.ts'
import {
  boundary,
  end,
  field,
  file,
  form,
  part,
  post,
  startReceiver,
  token,
  type SendOptions,
} from '../support/receiver.ts'

const MB = 1024 * 1024

describe('when there is no place for files', () => {
  it.each([0, 1])(
    'reads what was typed all the same, behind %d that had a place',
    async (placeFor) => {
      const { send, leftovers } = await startReceiver({ placeFor })
      const body = form(
        token,
        field('before', 'one'),
        file('a.pdf', aPdf()),
        field('between', 'two'),
        file('b.pdf', aPdfOf(300 * 1024)),
        file('c.pdf', aPdf()),
        field('after', 'three'),
      )
      expect(await send(post(body))).toEqual({
        status: 503,
        body: { reason: 'try-again', fields: { before: 'one', between: 'two', after: 'three' } },
      })
      expect(await leftovers()).toEqual([])
    },
  )
})

describe('when too many are sending files', () => {
  const large = form(
    token,
    field('subject', 'kept'),
    file('big.pdf', aPdfOf(300 * 1024)),
    file('', Buffer.alloc(0)),
    field('after', 'kept too'),
  )

  it('waits for a turn, which whoever sent nonsense gives back too', async () => {
    const { send } = await startReceiver({
      turns: takingTurns({ atOnce: 1, perNetwork: 1, waitMs: 2000 }),
    })
    const nonsense = Buffer.alloc(300 * 1024, 'x')
    const answers = await Promise.all([large, nonsense, large].map((body) => send(post(body))))
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 200])
  })

  it('says beside the field that the file must be sent again, and keeps what was typed', async () => {
    const { send, leftovers } = await startReceiver({
      turns: takingTurns({ atOnce: 0, perNetwork: 0, waitMs: 10 }),
    })
    expect(await send(post(large))).toMatchObject({
      status: 422,
      body: {
        fields: { subject: 'kept', after: 'kept too' },
        files: [],
        faults: [{ field: 'file', name: 'big.pdf', fault: 'busy' }],
      },
    })
    expect(await leftovers()).toEqual([])
  })

  it('takes a small form all the same', async () => {
    const { send } = await startReceiver({
      turns: takingTurns({ atOnce: 0, perNetwork: 0, waitMs: 10 }),
    })
    const answer = await send(post(form(token, file('small.pdf', aPdf()))))
    expect(answer).toMatchObject({ status: 200, body: { files: [{ name: 'small.pdf' }] } })
  })
})

describe('a form with files', () => {
  it('arrives whole, whichever way its bytes are cut', async () => {
    const { inject, leftovers } = await startReceiver()
    const look = `a\r\n--${boundary.slice(0, -1)}\r\n--\r\n`
    const body = form(
      token,
      field('subject', 'ขอข้อมูล'),
      field('x', look),
      file('ก.pdf', aPdf()),
      field('after', ''),
    )
    for (const piece of [1, 2, 3, 7, 64, body.length]) {
      const answer = await inject(body, piece)
      expect(answer.status).toBe(200)
      expect(answer.body.fields).toEqual({ subject: 'ขอข้อมูล', x: look, after: '' })
      expect(answer.body.files).toMatchObject([
        { name: 'ก.pdf', size: aPdf().length, mediaType: 'application/pdf', field: 'file' },
      ])
    }
    expect(await leftovers()).toEqual([])
  })

  it('takes an input in which nothing was chosen for no file', async () => {
    const { send } = await startReceiver()
    const answer = await send(post(form(token, file('', Buffer.alloc(0)))))
    expect(answer).toMatchObject({ status: 200, body: { files: [], faults: [] } })
  })

  it('says beside the field what is wrong with a file, and still reads the rest', async () => {
    const { send, leftovers } = await startReceiver()
    const body = form(
      token,
      file('big.pdf', aPdfOf(10 * MB + 1)),
      file('program.docx', anExe()),
      file('empty.png', Buffer.alloc(0)),
      file('good.docx', aDocx()),
      field('subject', 'kept'),
    )
    const answer = await send(post(body))
    expect(answer).toMatchObject({
      status: 422,
      body: {
        fields: { subject: 'kept' },
        files: [{ name: 'good.docx' }],
        faults: [
          { field: 'file', name: 'big.pdf', fault: 'too-large' },
          { field: 'file', name: 'program.docx', fault: 'wrong-type' },
          { field: 'file', name: 'empty.png', fault: 'empty' },
        ],
      },
    })
    expect(await leftovers()).toEqual([])
  })

  it('takes a file of exactly the largest size', async () => {
    const { send } = await startReceiver()
    const answer = await send(post(form(token, file('a.pdf', aPdfOf(10 * MB)))))
    expect(answer).toMatchObject({ status: 200, body: { files: [{ size: 10 * MB }] } })
  })

  it('reads fifty files to the end, and takes five', async () => {
    const { send, leftovers } = await startReceiver()
    const files = Array.from({ length: 50 }, (_, n) => file(`${n}.png`, aPng()))
    const answer = await send(post(form(token, ...files, field('subject', 'kept'))))
    expect(answer.status).toBe(422)
    expect(answer.body.files).toHaveLength(5)
    expect(answer.body.faults).toEqual([{ field: 'file', name: '5.png', fault: 'too-many' }])
    expect(answer.body.fields).toEqual({ subject: 'kept' })
    expect(await leftovers()).toEqual([])
  })

  it('takes 30 MB in all', async () => {
    const { send } = await startReceiver()
    const three = [1, 2, 3].map((n) => file(`${n}.pdf`, aPdfOf(10 * MB)))
    const most = await send(post(form(token, ...three)))
    expect(most).toMatchObject({ status: 200, body: { files: [{}, {}, {}] } })
    const more = await send(post(form(token, ...three, file('4.png', aPng()))))
    expect(more).toMatchObject({ status: 422, body: { faults: [{ fault: 'too-much-in-all' }] } })
  })

  it('makes a name safe, and a name sent twice a list', async () => {
    const { send } = await startReceiver()
    const names = ['../../a.pdf', 'r\u202efdp.pdf', 'CON.pdf', '.pdf', `${'ก'.repeat(1000)}.pdf`]
    const answer = await send(
      post(
        form(token, field('a', '1'), field('a', '2'), ...names.map((name) => file(name, aPdf()))),
      ),
    )
    expect(answer.status).toBe(200)
    expect(answer.body.fields).toEqual({ a: ['1', '2'] })
    expect(answer.body.files?.map(({ name }) => name)).toEqual([
      'a.pdf',
      'rfdp.pdf',
      '_CON.pdf',
      'file.pdf',
      expect.stringMatching(/^ก{83}\.pdf$/),
    ])
  })
})

const good = form(token, file('a.pdf', aPdf()))
const big = form(token, file('a.pdf', aPdfOf(5 * MB)))
const octets = 'Content-Type: application/octet-stream\r\n'

/** What no browser sends. Each: its bytes, how they are sent, and the statuses that are right (0: hung up). */
const torture: [string, Buffer, number[], SendOptions?][] = [
  ['no final boundary', post(good.subarray(0, -end.length)), [400]],
  [
    'cut inside the file, then closed',
    post(good.subarray(0, -120), { length: good.length }),
    [400],
    { after: 'end' },
  ],
  [
    'cut inside a large file, then reset',
    post(big.subarray(0, 2 * MB), { length: big.length }),
    [0],
    { after: 'reset' },
  ],
  ['silence inside the file', post(big.subarray(0, 2 * MB), { length: big.length }), [408]],
  ['silence before the body', post(Buffer.alloc(0), { length: 1000 }), [408]],
  [
    'a byte now and then, for ever',
    post(good, { length: 99_999 }),
    [408],
    { piece: 100, everyMs: 20 },
  ],
  [
    'an announced 100-continue that is not followed',
    post(Buffer.alloc(0), { length: 1000, more: 'Expect: 100-continue\r\n' }),
    [408],
  ],
  ['an empty body', post(Buffer.alloc(0)), [403]],
  ['only the end', post(end), [403]],
  ['no boundary in the header', post(good, { type: 'multipart/form-data' }), [400]],
  [
    'another boundary in the header',
    post(good, { type: 'multipart/form-data; boundary=other' }),
    [400],
  ],
  [
    'a boundary of 257 characters',
    post(good, { type: `multipart/form-data; boundary=${'a'.repeat(257)}` }),
    [400],
  ],
  [
    'a boundary with a quote and a space',
    post(good, { type: 'multipart/form-data; boundary=a"b c' }),
    [400],
  ],
  [
    'two boundaries',
    post(good, { type: `multipart/form-data; boundary=x; boundary=${boundary}` }),
    [400],
  ],
  [
    'another charset for the form',
    post(good, { type: `multipart/form-data; charset=utf-16; boundary=${boundary}` }),
    [400],
  ],
  [
    'bare line feeds',
    post(Buffer.from(good.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')),
    [400],
  ],
  [
    '100,000 parts',
    post(form(token, Buffer.from(field('a', '1').toString().repeat(100_000)))),
    [413],
  ],
  ['61 fields', post(form(token, ...Array.from({ length: 61 }, () => field('a', '1')))), [413]],
  ['a field of 20 MB', post(form(token, field('a', 'x'.repeat(20 * MB)))), [413]],
  [
    'a field of 64 KB and one byte',
    post(form(token, field('a', 'x'.repeat(64 * 1024 + 1)))),
    [413],
  ],
  ['5,000 headers in a part', post(form(token, field('a', '1', 'X-A: 1\r\n'.repeat(5000)))), [400]],
  [
    '21 headers in a part',
    post(
      form(token, field('a', '1', Array.from({ length: 21 }, (_, n) => `X-${n}: 1\r\n`).join(''))),
    ),
    [400],
  ],
  [
    'a header line of 1 MB',
    post(form(token, field('a', '1', `X-A: ${'x'.repeat(MB)}\r\n`))),
    [400],
  ],
  ['a part without headers', post(form(token, Buffer.from(`--${boundary}\r\n\r\n1\r\n`))), [400]],
  [
    'a part that is no form-data',
    post(form(token, part('attachment; name="a"', Buffer.from('1')))),
    [400],
  ],
  ['a part without a name', post(form(token, part('form-data; x=1', Buffer.from('1')))), [400]],
  ['a name of 65 bytes', post(form(token, field('a'.repeat(65), '1'))), [400]],
  [
    'two dispositions',
    post(form(token, field('a', '1', 'Content-Disposition: form-data; name="b"\r\n'))),
    [400],
  ],
  ['a NUL in a file name', post(form(token, file('a\0.pdf', aPdf()))), [400]],
  ['a line break in a file name', post(form(token, file('a\n.pdf', aPdf()))), [400]],
  ['a field called __proto__', post(form(token, field('__proto__', '1'))), [400]],
  ['a field called constructor', post(form(token, field('constructor', '1'))), [400]],
  ['a text where a file belongs', post(form(token, field('file', 'text'))), [400]],
  ['a file where a text belongs', post(form(token, file('a.pdf', aPdf(), 'subject'))), [400]],
  ['a text sent as bytes', post(form(token, field('subject', 'x', octets))), [400]],
  [
    'a text sent as JSON',
    post(form(token, field('subject', '{"a":1}', 'Content-Type: application/json\r\n'))),
    [400],
  ],
  [
    'a text in UTF-16',
    post(form(token, field('a', 'x\0', 'Content-Type: text/plain; charset=utf-16le\r\n'))),
    [415],
  ],
  [
    'a text in base64',
    post(form(token, field('a', 'eA==', 'Content-Transfer-Encoding: base64\r\n'))),
    [415],
  ],
  [
    'a form within a form',
    post(form(token, field('a', '1', 'Content-Type: multipart/mixed; boundary=in\r\n'))),
    [400],
  ],
  ['JSON', post(Buffer.from('{"file":"a"}'), { type: 'application/json' }), [415]],
  ['no content type', post(good, { type: '' }), [415, 400]],
  ['compressed', post(good, { more: 'Content-Encoding: gzip\r\n' }), [415]],
  ['no token', post(form(file('a.pdf', aPdf()))), [403]],
  ['a wrong token', post(form(field('_csrf', 'wrong'), file('a.pdf', aPdf()))), [403]],
  ['the token after the file', post(form(file('a.pdf', aPdf()), token)), [403]],
  [
    'a wrong token after a file and the right one',
    post(form(token, file('a.pdf', aPdf()), field('_csrf', 'x'))),
    [403],
  ],
  [
    'good files, and then a broken part',
    post(form(token, file('a.pdf', aPdf()), Buffer.from(`--${boundary}\r\nnonsense\r\n\r\n`))),
    [400],
  ],
  ['32 MB', post(form(token, ...[1, 2, 3, 4].map((n) => file(`${n}.pdf`, aPdfOf(8 * MB))))), [413]],
  ['a file of 50 MB', post(form(token, file('a.pdf', aPdfOf(50 * MB)))), [413]],
  ['a file of 90 MB, announced', post(form(token, file('a.pdf', aPdfOf(90 * MB)))), [413, 0]],
  [
    '10 MB before the first part',
    post(Buffer.concat([Buffer.alloc(10 * MB, 'x'), Buffer.from('\r\n'), good])),
    [200],
  ],
  ['10 MB after the last part', post(Buffer.concat([good, Buffer.alloc(10 * MB, 'x')])), [200]],
]

describe('what no browser sends', () => {
  it.each(torture)('%s', async (_name, bytes, expected, options) => {
    const { send, inject, leftovers } = await startReceiver()
    const started = performance.now()
    const { status } = await send(bytes, options)

    expect(expected).toContain(status)
    expect(performance.now() - started).toBeLessThan(5000)
    await vi.waitFor(async () => expect(await leftovers()).toEqual([]), 3000)
    const next = await inject(good)
    expect(next.status).toBe(200) // and it goes on working
  })
})
