import * as z from 'zod';
import { customHeadersSchema } from './custom-headers.ts';
import { type EndpointUrlRules, parseEndpointUrl } from './endpoint-url.ts';
import { eventTypes, type RulingEvent } from './event.ts';
import { idSchema } from './ids.ts';
import { cleanLine } from './plain-text.ts';
import { claimantKinds, type Revision } from './ruling.ts';
import { slugSchema } from './slug.ts';

const list = <Item extends z.ZodType>(item: Item, max = 100) => z.array(item).max(max).default([]);
const hostname = z
  .string()
  .max(253)
  .toLowerCase()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a host name, such as video.example');

/** Each list that is not empty must hold a value of the ruling; hosts hold their subdomains too. */
const filtersSchema = z.strictObject({
  ratings: list(slugSchema),
  topics: list(slugSchema),
  editions: list(slugSchema),
  languages: list(z.string().toLowerCase().max(35)),
  claimantKinds: list(z.enum(claimantKinds)),
  appearanceHosts: list(hostname),
});
export type EndpointFilters = z.output<typeof filtersSchema>;
const noFilters = (): EndpointFilters => filtersSchema.parse({});

const urlSchema = (rules: EndpointUrlRules) =>
  z.string().transform((text, context) => {
    const url = parseEndpointUrl(text, rules);
    if (url.ok) return url.value.href;
    context.addIssue(url.error);
    return z.NEVER;
  });

const fields = (rules: EndpointUrlRules) => ({
  url: urlSchema(rules),
  eventTypes: z.array(z.enum(eventTypes)).min(1).max(eventTypes.length),
  filters: filtersSchema,
  /** `body`: messages hold `bodyHtml`, and may be over 20 kB. */
  include: z.array(z.enum(['body'])).max(1),
  ratePerSecond: z.int().min(1).max(100),
  maxInFlight: z.int().min(1).max(20),
  /** Whom to tell when the endpoint stops working. */
  contact: z.string().transform(cleanLine).pipe(z.string().min(1).max(200)).nullable(),
  headers: customHeadersSchema,
});

/** An endpoint as a partner asks for it. */
export const endpointDraftSchema = (rules: EndpointUrlRules) => {
  const {
    eventTypes: types,
    filters,
    include,
    ratePerSecond,
    maxInFlight,
    contact,
    headers,
    ...required
  } = fields(rules);
  return z.strictObject({
    ...required,
    eventTypes: types.default([...eventTypes]),
    filters: filters.default(noFilters),
    include: include.default([]),
    ratePerSecond: ratePerSecond.default(10),
    maxInFlight: maxInFlight.default(4),
    contact: contact.default(null),
    headers: headers.default({}),
  });
};
export type EndpointDraft = z.output<ReturnType<typeof endpointDraftSchema>>;

/** Changes to an endpoint: the fields that are named, each of them whole. */
export const endpointChangesSchema = (rules: EndpointUrlRules) => z.strictObject(fields(rules)).partial();
export type EndpointChanges = z.output<ReturnType<typeof endpointChangesSchema>>;
/** The same as they are stored. */
export type StoredEndpointChanges = Omit<EndpointChanges, 'headers'> & { readonly headers?: Endpoint['headers'] };

/**
 * A partner's endpoint as stored. It is owed events with a sequence above `createdAfterSequence`; `lastOwedSequence` is the newest it was owed,
 * null before the first. Each secret is sealed under the endpoint's id; one with an expiry is the old one of a rotation.
 */
export const endpointSchema = z.object({
  kind: z.literal('webhook'),
  id: idSchema('endpoint'),
  partnerId: idSchema('partner'),
  url: z.string(),
  eventTypes: z.array(z.enum(eventTypes)),
  filters: filtersSchema.strip(),
  include: z.array(z.enum(['body'])),
  ratePerSecond: z.int(),
  maxInFlight: z.int(),
  contact: z.string().nullable(),
  /** The partner's own headers, null for none: their names, and all of them in one JSON sealed under the endpoint's id. */
  headers: z.object({ names: z.array(z.string()), sealed: z.string() }).nullable(),
  secrets: z.array(z.object({ sealed: z.string(), expiresAt: z.string().nullable() })),
  /** Why nothing is sent to it, and since when: owed events wait. */
  disabledReason: z.string().nullable(),
  disabledAt: z.string().nullable(),
  /** When its contact was told so. */
  toldAt: z.string().nullable(),
  /** When it was last enabled: what waited then goes out, slowly at first. */
  resumedAt: z.string().nullable(),
  /** When it last answered after an outage that nobody had to end: what would be tried later is tried then. */
  recoveredAt: z.string().nullable(),
  /** Since when every attempt has failed. */
  failingSince: z.string().nullable(),
  createdAt: z.string(),
  createdAfterSequence: z.int(),
  lastOwedSequence: z.int().nullable(),
});
export type Endpoint = z.output<typeof endpointSchema>;

export const partnerSchema = z.object({ id: idSchema('partner'), name: z.string(), createdAt: z.string() });
export type Partner = z.output<typeof partnerSchema>;

/** An endpoint as its partner sees it; its secret is in the answer that made or rotated it and nowhere else, values of its headers nowhere. */
export const toEndpointView = (endpoint: Endpoint) => ({
  id: endpoint.id,
  url: endpoint.url,
  eventTypes: endpoint.eventTypes,
  filters: endpoint.filters,
  include: endpoint.include,
  ratePerSecond: endpoint.ratePerSecond,
  maxInFlight: endpoint.maxInFlight,
  status: statusOf(endpoint),
  failingSince: endpoint.failingSince,
  disabledReason: endpoint.disabledReason,
  disabledAt: endpoint.disabledAt,
  contact: endpoint.contact,
  headerNames: endpoint.headers?.names ?? [],
});
export type EndpointView = ReturnType<typeof toEndpointView>;

const statusOf = ({ disabledReason, failingSince }: Endpoint): 'active' | 'failing' | 'disabled' => {
  if (disabledReason !== null) return 'disabled';
  return failingSince === null ? 'active' : 'failing';
};

/** So long does every attempt fail before nobody tries any more. Time and not a count: a newsroom sends little. */
const patienceMs = 72 * 3_600_000;
export const isBroken = ({ failingSince }: Pick<Endpoint, 'failingSince'>, now: number): boolean =>
  failingSince !== null && now - Date.parse(failingSince) >= patienceMs;

/** Who failed for less was not out of service: its retries come by themselves, and soon. */
const outageMs = 3_600_000;
export const wasOut = ({ failingSince }: Pick<Endpoint, 'failingSince'>, now: number): boolean =>
  failingSince !== null && now - Date.parse(failingSince) >= outageMs;

/** Secrets that sign at `now` (ISO 8601), still sealed. */
export const liveSecrets = ({ secrets }: Endpoint, now: string): string[] =>
  secrets.filter(({ expiresAt }) => expiresAt === null || expiresAt > now).map(({ sealed }) => sealed);

/**
 * Whether an endpoint is owed an event. Event types and filters decide what it is first owed; once it was owed a revision of a ruling
 * (`hadEarlier`), it is owed every correction and retraction of it, so that no filter keeps an error standing.
 */
export const isOwed = (endpoint: Endpoint, event: RulingEvent, revision: Revision, hadEarlier: boolean): boolean => {
  if (event.origin === 'import' || event.sequence <= endpoint.createdAfterSequence) return false;
  if (hadEarlier && (event.type === 'ruling.corrected' || event.type === 'ruling.retracted')) return true;
  return endpoint.eventTypes.includes(event.type) && passes(endpoint.filters, revision);
};

const passes = (filters: EndpointFilters, { content }: Revision): boolean => {
  const hosts = content.claim.appearances.map(({ url }) => new URL(url).hostname);
  return (
    meet(filters.ratings, [content.rating]) &&
    meet(filters.topics, content.topics) &&
    meet(filters.editions, content.editions) &&
    meet(filters.languages, [content.language.toLowerCase()]) &&
    meet(filters.claimantKinds, [content.claim.claimant.kind]) &&
    (filters.appearanceHosts.length === 0 || hosts.some((host) => filters.appearanceHosts.some(isWithin(host))))
  );
};

const meet = (wanted: readonly string[], values: readonly string[]): boolean =>
  wanted.length === 0 || values.some((value) => wanted.includes(value));

const isWithin = (host: string) => (domain: string) => host === domain || host.endsWith(`.${domain}`);
