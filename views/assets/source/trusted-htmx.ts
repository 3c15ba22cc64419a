import htmx from 'htmx.org'

/**
 * htmx parses the pages it fetches. Under `require-trusted-types-for 'script'` it may do so only through a
 * policy: this is the one the header allows (`trusted-types htmx`). What it lets pass is a page of ours,
 * fetched from the same origin and escaped on the server; any script text inside it is emptied.
 */
export function trustHtmx(): void {
  htmx.registerExtension('trusted-htmx', {
    init: (internals: HtmxInternals) => {
      internals.initSecurity(
        window.trustedTypes?.createPolicy('htmx', {
          createHTML: (page) => page,
          createScript: () => '',
        }),
      )
    },
  })
}
