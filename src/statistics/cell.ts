import { z } from 'zod'
import { groundIds } from '../requests/grounds.ts'
import { channels, languages, requesterKinds } from '../requests/info-request.ts'
import { purposes } from './counts.ts'
import { columnsOf, endings, speeds, standings, total } from './figures.ts'

const Total = z.literal(total)
/** A division's id; 0 is the row of those that nobody holds yet. */
const Holder = z.string().regex(/^(0|[1-9]\d{0,8})$/)

/**
 * One number of a report, as the address of the list behind it names it:
 * `?table=service&row=online&column=received`.
 */
export const Cell = z.discriminatedUnion('table', [
  z.strictObject({
    table: z.literal('service'),
    row: z.enum(channels).or(Total),
    column: z.enum(columnsOf.service),
  }),
  z.strictObject({
    table: z.literal('flow'),
    row: Holder.or(Total),
    column: z.enum(columnsOf.flow),
  }),
  z.strictObject({
    table: z.literal('timeliness'),
    row: z.enum(standings).or(Total),
    column: z.enum(columnsOf.timeliness),
  }),
  z.strictObject({
    table: z.literal('outcomes'),
    row: z.enum(endings).or(Total),
    column: z.enum(columnsOf.outcomes),
  }),
  z.strictObject({
    table: z.literal('grounds'),
    row: z.enum(groundIds),
    column: z.enum(columnsOf.grounds),
  }),
  z.strictObject({
    table: z.literal('speed'),
    row: z.enum(speeds),
    column: z.enum(columnsOf.speed),
  }),
  z.strictObject({
    table: z.literal('languages'),
    row: z.enum(languages).or(Total),
    column: z.enum(columnsOf.languages),
  }),
  z.strictObject({
    table: z.literal('requesters'),
    row: z.enum(requesterKinds).or(Total),
    column: z.enum(columnsOf.requesters),
  }),
  z.strictObject({
    table: z.literal('purposes'),
    row: z.enum(purposes).or(Total),
    column: z.enum(columnsOf.purposes),
  }),
])
export type Cell = z.infer<typeof Cell>
