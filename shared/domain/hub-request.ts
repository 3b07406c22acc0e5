import { type EndpointUrlRules, parseEndpointUrl } from './endpoint-url.ts';
import { type Topic, topicFrom } from './feed-topic.ts';
import { fail, ok, type Result } from './result.ts';

export const hubModes = ['subscribe', 'unsubscribe'] as const;
export type HubMode = (typeof hubModes)[number];

/** What somebody asks the hub for (WebSub, 5.1). */
export interface HubRequest {
  readonly mode: HubMode;
  readonly topic: Topic;
  readonly callback: string;
  readonly secret: string | undefined;
  readonly leaseSeconds: number;
}

/** What is wrong with a request, and with which of its parameters. */
export interface HubRefusal {
  readonly parameter: HubParameter;
  readonly detail: string;
}

const parameters = ['hub.callback', 'hub.mode', 'hub.topic', 'hub.secret', 'hub.lease_seconds'] as const;
export type HubParameter = (typeof parameters)[number];

const day = 86_400;
/** A follower says anew each ten days that it is there; who asks for less or more gets the nearest that we give. */
export const leaseSecondsOf = { usual: 10 * day, least: 300, most: 30 * day } as const;
/** WebSub, 5.1: a secret must have less. */
const secretBytes = 200;

/** Reads a request's form. Parameters that we do not know are ignored, however often they come; empty ones count as left out. */
export const parseHubRequest = (
  form: URLSearchParams,
  { baseUrl, urlRules }: { readonly baseUrl: string; readonly urlRules: EndpointUrlRules },
): Result<HubRequest, HubRefusal> => {
  const twice = parameters.find((name) => form.getAll(name).length > 1);
  if (twice !== undefined) return refuse(twice, 'is given more than once');
  const given = (name: HubParameter): string | undefined => form.get(name) || undefined;

  const mode = hubModes.find((known) => known === given('hub.mode'));
  if (mode === undefined) return refuse('hub.mode', `must be ${hubModes.join(' or ')}`);

  const wanted = given('hub.topic');
  if (wanted === undefined) return refuse('hub.topic', 'is missing');
  const topic = topicFrom(baseUrl, wanted);
  if (topic === undefined) return refuse('hub.topic', 'is not the URL of a feed of ours, as its rel="self" says it');

  const written = given('hub.callback');
  if (written === undefined) return refuse('hub.callback', 'is missing');
  const callback = parseEndpointUrl(written, { ...urlRules, allowHttp: true });
  if (!callback.ok) return refuse('hub.callback', callback.error);

  const secret = given('hub.secret');
  if (secret !== undefined && Buffer.byteLength(secret) >= secretBytes)
    return refuse('hub.secret', `must have less than ${secretBytes} bytes`);

  const lease = given('hub.lease_seconds') ?? String(leaseSecondsOf.usual);
  if (!/^\d{1,15}$/.test(lease)) return refuse('hub.lease_seconds', 'must be a number of seconds');
  const leaseSeconds = Math.min(Math.max(Number(lease), leaseSecondsOf.least), leaseSecondsOf.most);

  return ok({ mode, topic, callback: callback.value.href, secret, leaseSeconds });
};

const refuse = (parameter: HubParameter, detail: string) => fail({ parameter, detail });
