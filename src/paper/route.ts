/** How a route that sends paper is registered: setting it takes as long as hundreds of pages, so it has the brake of forms. */
export const paperRoute = { config: { rateLimit: {} } }
