import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { beginService, folderOnDisk, startService } from './service.ts'

const secret = 'geheim-1234'

/** A value nobody can mean, and the sentence that stops the start. */
const wrong: [setting: string, value: string, sentence: string | RegExp][] = [
  ['PORT', 'http', 'PORT must be a number.'],
  ['PORT', '70000', /^PORT .+\.$/],
  ['PORT', '80.5', /^PORT .+\.$/],
  [
    'BASE_URL',
    'requests.example.go.th',
    'BASE_URL must be an address like https://requests.example.go.th.',
  ],
  ['BASE_URL', 'https://example.go.th/requests', 'BASE_URL must not have a path.'],
  [
    'SMTP_URL',
    `http://user:${secret}@mail.example.go.th`,
    'SMTP_URL must be an address like smtp://user:password@mail.example.go.th:587.',
  ],
  ['MAIL_FROM', 'a@example.go.th, b@example.go.th', 'MAIL_FROM must be one e-mail address.'],
  [
    'TRUST_PROXY',
    'yes',
    'TRUST_PROXY must be a list of addresses or networks, for example 10.0.0.2.',
  ],
  ['COOKIE_SECURE', '1', 'COOKIE_SECURE must be true or false.'],
  ['LOG_LEVEL', 'loud', /^LOG_LEVEL must be one of fatal, error, .+\.$/],
  ['LIMITS', 'none', 'LIMITS must be strict or relaxed.'],
  [
    'DATABASE_URL',
    `postgres://user:${secret}@db/khamkho`,
    'DATABASE_URL is not supported by this version; leave it out.',
  ],
]

describe('a wrong setting', () => {
  it.each(wrong)('%s=%s stops the start with a sentence', async (setting, value, sentence) => {
    const dataDir = path.join(folderOnDisk(), 'data')
    const service = await beginService({ dataDir, settings: { [setting]: value } })
    const { code, printed } = await service.ended
    expect(code).toBe(1)
    expect(printed.trim()).toEqual(
      typeof sentence === 'string' ? sentence : expect.stringMatching(sentence),
    )
    expect(printed).not.toContain(secret)
    expect(existsSync(dataDir)).toBe(false)
  })

  it('names each when several are wrong', async () => {
    const settings = { PORT: 'http', LIMITS: 'none', OIDC_ISSUER: 'https://login.example.go.th' }
    const service = await beginService({ dataDir: folderOnDisk(), settings })
    const { printed } = await service.ended
    expect(printed.trim().split('\n')).toEqual([
      'PORT must be a number.',
      'LIMITS must be strict or relaxed.',
      'OIDC_ISSUER is not supported by this version; leave it out.',
    ])
  })

  it('names the folder that is a file', async () => {
    const dataDir = path.join(folderOnDisk(), 'data')
    writeFileSync(dataDir, '')
    const { code, printed } = await (await beginService({ dataDir })).ended
    expect(code).toBe(1)
    expect(printed).toContain(dataDir)
    expect(printed).not.toMatch(/^\s+at /m)
  })

  it('names the port that is taken', async () => {
    const { port } = await startService({ dataDir: folderOnDisk() })
    const second = await beginService({ dataDir: folderOnDisk(), port })
    const { code, printed } = await second.ended
    expect(code).toBe(1)
    expect(printed).toContain(String(port))
    expect(printed).not.toMatch(/^\s+at /m)
  })
})
