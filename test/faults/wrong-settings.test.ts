import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig, WrongSetting } from '#src/config.ts'
import { beginService, folderOnDisk, startService } from './service.ts'

const secret = 'geheim-1234'

/** A value that nobody can mean, and the sentence that says so. */
const wrongSettings: [setting: string, value: string, sentence: string | RegExp][] = [
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
    'DATABASE_URL',
    `mysql://khamkho:${secret}@db.example.go.th/khamkho`,
    'DATABASE_URL must be an address like postgres://khamkho:password@db.example.go.th:5432/khamkho.',
  ],
  [
    'DATABASE_URL',
    `postgres://khamkho:${secret}@db.example.go.th`,
    'DATABASE_URL must name a database after the host.',
  ],
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
  ...['CLAMD_ADDRESS', 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'].map(
    (setting): [string, string, string] => [
      setting,
      `scheme://user:${secret}@example.go.th`,
      `${setting} is not supported by this version; leave it out.`,
    ],
  ),
]

describe('a wrong setting', () => {
  it.each(wrongSettings)('%s=%s is named in one sentence', (setting, value, sentence) => {
    const said = sentenceAbout({ [setting]: value })
    if (typeof sentence === 'string') expect(said).toBe(sentence)
    else expect(said).toMatch(sentence)
    expect(said).not.toContain(secret)
  })

  it('is not what is left empty', () => {
    const empty = Object.fromEntries(wrongSettings.map(([setting]) => [setting, '']))
    expect(readConfig(empty)).toEqual(readConfig({}))
  })

  it('stops the start with nothing but its sentence, before anything is made', async () => {
    const dataDir = path.join(folderOnDisk(), 'data')
    const settings = { LIMITS: 'none', SMTP_URL: `http://user:${secret}@mail.example.go.th` }
    const { code, printed } = await (await beginService({ dataDir, settings })).ended
    expect(code).toBe(1)
    expect(printed.trim().split('\n')).toEqual([
      'SMTP_URL must be an address like smtp://user:password@mail.example.go.th:587.',
      'LIMITS must be strict or relaxed.',
    ])
    expect(existsSync(dataDir)).toBe(false)
  })

  it('names the folder that is a file', async () => {
    const dataDir = path.join(folderOnDisk(), 'data')
    writeFileSync(dataDir, '')
    const { code, printed } = await (await beginService({ dataDir })).ended
    expect(code).toBe(1)
    expect(printed.trim()).toMatch(/^DATA_DIR .+\.$/)
  })

  it('names the port that is taken', async () => {
    const { port } = await startService({ dataDir: folderOnDisk() })
    const second = await beginService({ dataDir: folderOnDisk(), port })
    const { code, printed } = await second.ended
    expect(code).toBe(1)
    expect(printed.trim()).toMatch(new RegExp(`^PORT ${port} .*[.?]$`))
  })
})

function sentenceAbout(environment: Record<string, string>): string {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof WrongSetting) return error.message
    throw error
  }
  return 'nothing is wrong'
}
