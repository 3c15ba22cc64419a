/** GOV.UK Frontend ships no types; this much of it is used. */
declare module 'govuk-frontend' {
  type Component = { new (element: Element): object; moduleName: string }
  export const Button: Component
  export const ErrorSummary: Component
  export const NotificationBanner: Component
  export const PasswordInput: Component
  export const SkipLink: Component
}

/** It ships none either. */
declare module 'subset-font' {
  export default function subsetFont(
    font: Buffer,
    letters: string,
    options: { targetFormat: 'woff2' },
  ): Promise<Buffer>
}

/** What htmx hands to an extension, and what it tells with its events; its own types leave these open. */
type HtmxInternals = { initSecurity(policy: TrustedTypePolicy | undefined): void }
type HtmxEvent = CustomEvent<{ ctx?: { target?: unknown } }>

type TrustedTypePolicy = { createHTML(text: string): object; createScript(text: string): object }

interface DocumentEventMap {
  'htmx:before:request': HtmxEvent
  'htmx:finally:request': HtmxEvent
}

interface Window {
  trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createHTML(text: string): string; createScript(text: string): string },
    ): TrustedTypePolicy
  }
}
