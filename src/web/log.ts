import type { FastifyRequest, FastifyServerOptions } from 'fastify'
import type { Config } from '../config.ts'

/** Where log lines go: standard output, or a test that reads them. */
export type LogStream = { write(line: string): void }

/**
 * JSON lines that tell what happened without telling about whom: the pattern of a route instead of the
 * address (which may hold what somebody searched for), no body, no cookie, no network address. The log of
 * who came from where belongs to the reverse proxy.
 */
export function requestLog(
  level: Config['logLevel'],
  stream?: LogStream,
): Pick<FastifyServerOptions, 'logger'> {
  return {
    logger: {
      level,
      ...(stream && { stream }),
      serializers: {
        req: (request: FastifyRequest) => ({
          method: request.method,
          route: request.routeOptions?.url,
        }),
        res: ({ statusCode }: { statusCode?: number }) => ({ status: statusCode }),
        err: (error: Error & { code?: string }) => ({
          type: error.name,
          code: codeOf(error),
          message: withoutValues(error.message),
          stack:
            error.stack
              ?.split('\n')
              .filter((line) => /^\s+at /.test(line))
              .join('\n') ?? '',
        }),
      },
    },
  }
}

/** The code says what happened where the message may not; the query builder keeps it one error further in. */
function codeOf({ code, cause }: Error & { code?: string }): string | undefined {
  if (code !== undefined || !(cause instanceof Error)) return code
  return codeOf(cause)
}

/** A message of the database quotes the values it was given; the log must not. */
function withoutValues(message: string): string {
  return message.replace(/\nparams:[\s\S]*/, '').slice(0, 500)
}
