import { randomBytes } from 'node:crypto'
import { Client } from 'pg'

/** The migrated database that the others are copied from. */
export const templateName = 'khamkho_template'

/** Does something on the server of an address that nobody does inside a database: makes one, cuts connections. */
export async function asAdmin<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** A migrated database of one's own on that server. Gives its address. */
export async function makeDatabase(url: string, template = templateName): Promise<string> {
  const name = `khamkho_${randomBytes(6).toString('hex')}`
  await asAdmin(url, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`))
  return withName(url, name)
}

export async function dropDatabase(url: string): Promise<void> {
  await asAdmin(withName(url, 'postgres'), (client) =>
    client.query(`DROP DATABASE IF EXISTS ${nameOf(url)} WITH (FORCE)`),
  )
}

export function withName(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

export function nameOf(url: string): string {
  return new URL(url).pathname.slice(1)
}
