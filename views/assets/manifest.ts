/** Written by `source/build.ts`: the addresses of what the pages load, each with a hash of its content. */
export const assets = {
  css: '/assets/app.css?v=I-b9aKKUee',
  js: '/assets/app.js?v=9gM-JTpG61',
  icon: '/assets/icon.svg?v=7nh9Uobv4E',
  font: '/assets/fonts/thai-400.woff2?v=cBzxWickpE',
} as const
