import type { Words } from '#views/words/words.ts'
import { firstDayOf, lastDayOf, monthsOfFiscalYear } from '../../calendar/fiscal-year.ts'
import type { Day, Language } from '../../requests/info-request.ts'

/*
 * How the open data is entered in catalogues: one dataset for each fiscal year, with the keys that the catalogues of
 * Thai agencies (CKAN) use. The context says the same in the terms of DCAT, so that a program that knows neither this
 * service nor CKAN understands it as well.
 */

export const licence = {
  id: 'CC-BY-4.0',
  title: 'Creative Commons Attribution 4.0',
  address: 'https://creativecommons.org/licenses/by/4.0/',
}

const context = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  title: 'dct:title',
  notes: 'dct:description',
  name: 'dct:identifier',
  tags: 'dcat:keyword',
  data_language: 'dct:language',
  created_date: { '@id': 'dct:issued', '@type': 'xsd:date' },
  last_updated_date: { '@id': 'dct:modified', '@type': 'xsd:date' },
  resource_last_updated_date: { '@id': 'dct:modified', '@type': 'xsd:date' },
  publisher: 'dct:publisher',
  organization: 'foaf:name',
  datasets: 'dcat:dataset',
  resources: 'dcat:distribution',
  url: { '@id': 'dcat:downloadURL', '@type': '@id' },
  landing_page: { '@id': 'dcat:landingPage', '@type': '@id' },
  license_url: { '@id': 'dct:license', '@type': '@id' },
  mimetype: 'dcat:mediaType',
  format: 'dct:format',
  temporal: 'dct:temporal',
  start_date: { '@id': 'dcat:startDate', '@type': 'xsd:date' },
  end_date: { '@id': 'dcat:endDate', '@type': 'xsd:date' },
}

const formats = [
  { format: 'CSV', mimetype: 'text/csv' },
  {
    format: 'XLSX',
    mimetype: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  { format: 'JSON', mimetype: 'application/json' },
] as const

/** A year of the catalogue: when its figures last changed. */
export type CatalogueYear = { fiscalYear: number; lastChangedOn: Day }

/** The catalogue of all years, as JSON-LD. `baseUrl` is where people reach the service. */
export function catalogJson(
  years: readonly CatalogueYear[],
  baseUrl: string,
  words: Record<Language, Words>,
): string {
  const inBoth = (text: (said: Words['statistics']['catalog']) => string) => ({
    th: text(words.th.statistics.catalog),
    en: text(words.en.statistics.catalog),
  })
  const { th } = words
  const publisher = { '@type': 'foaf:Agent', organization: th.layout.department }
  return JSON.stringify(
    {
      '@context': context,
      '@id': `${baseUrl}/statistics/catalog.json`,
      '@type': 'dcat:Catalog',
      title: th.statistics.catalog.title,
      title_translated: inBoth(({ title }) => title),
      publisher,
      license_url: licence.address,
      datasets: years.map(({ fiscalYear, lastChangedOn }) => {
        const address = `${baseUrl}/statistics/${fiscalYear}`
        const months = monthsOfFiscalYear(fiscalYear)
        const [first, last] = [months[0] ?? '', months.at(-1) ?? '']
        const { catalog } = th.statistics
        return {
          '@id': address,
          '@type': 'dcat:Dataset',
          name: `official-information-request-statistics-${fiscalYear}`,
          title: catalog.dataset(String(fiscalYear)),
          title_translated: inBoth(({ dataset }) => dataset(String(fiscalYear))),
          notes: catalog.notes,
          notes_translated: inBoth(({ notes }) => notes),
          publisher,
          landing_page: address,
          data_category: catalog.category,
          data_format: formats.map(({ format }) => format),
          data_language: ['th', 'en'],
          data_source: catalog.source,
          data_support: catalog.support,
          data_collect: catalog.collect,
          accessible_condition: catalog.condition,
          allow_harvest: true,
          created_date: firstDayOf(first),
          last_updated_date: lastChangedOn,
          temporal: {
            '@type': 'dct:PeriodOfTime',
            start_date: firstDayOf(first),
            end_date: lastDayOf(last),
          },
          license_id: licence.id,
          license_title: licence.title,
          license_url: licence.address,
          resources: formats.map(({ format, mimetype }) => {
            const url = `${address}.${format.toLowerCase()}`
            return {
              '@id': `${url}#distribution`,
              '@type': 'dcat:Distribution',
              name: `${catalog.dataset(String(fiscalYear))} (${format})`,
              format,
              mimetype,
              url,
              license_url: licence.address,
              resource_last_updated_date: lastChangedOn,
            }
          }),
        }
      }),
    },
    undefined,
    2,
  )
}
