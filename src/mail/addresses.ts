/**
 * True for exactly one plain e-mail address that can be handed to a mail server as it is: no name, list, group,
 * comment or quoted part, ASCII only, a real domain. Stricter than the standard on purpose: what is refused here
 * is either a mistake in typing or an attempt to reach somebody else.
 */
export function isPlainAddress(text: string): boolean {
  const { local = '', domain = '' } = addressParts.exec(text)?.groups ?? {}
  const labels = domain.split('.')
  return (
    text.length <= 254 &&
    local.length <= 64 &&
    localPart.test(local) &&
    labels.length >= 2 &&
    labels.every((label) => domainLabel.test(label)) &&
    /^([a-z]{2,}|xn--[a-z0-9-]+)$/i.test(labels.at(-1) ?? '') // no `127.0.0.1`
  )
}

const addressParts = /^(?<local>[^@]+)@(?<domain>[^@]+)$/

// No `%` and `!` (old routes to other hosts), no `|`, `/` and the like (commands to old mailers), no first hyphen.
const localPart = /^[a-z0-9_+&'=~#]([a-z0-9_+&'=~#-]*(\.[a-z0-9_+&'=~#-]+)*)$/i

const domainLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i

/** An address that its owner recognises and nobody else learns: `s•••@example.org`. */
export function maskAddress(address: string): string {
  const [local = '', domain = ''] = address.split('@')
  return `${local.slice(0, 1)}•••@${domain}`
}
