import type { EndpointUrlRules } from '../domain/endpoint-url.ts';
import { followerIdOf } from '../domain/follower.ts';
import type { HubMessage } from '../domain/hub-messages.ts';
import { type HubRefusal, parseHubRequest } from '../domain/hub-request.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { Queue } from '../ports/queue.ts';
import type { Vault } from '../ports/vault.ts';

export interface HubDeps {
  readonly requests: Queue<HubMessage>;
  readonly vault: Pick<Vault, 'seal'>;
  readonly newsroom: Pick<Newsroom, 'baseUrl'>;
  readonly urlRules: EndpointUrlRules;
  readonly clock: Clock;
}

/** Takes a request to follow a feed, or no longer to, if it is one. Once it is on the queue it will be verified; its secret goes there sealed. */
export const takeHubRequest =
  ({ requests, vault, newsroom, urlRules, clock }: HubDeps) =>
  async (form: URLSearchParams): Promise<Result<HubMessage, HubRefusal>> => {
    const parsed = parseHubRequest(form, { baseUrl: newsroom.baseUrl, urlRules });
    if (!parsed.ok) return parsed;
    const { mode, topic, callback, secret, leaseSeconds } = parsed.value;
    const id = followerIdOf(topic, callback);
    const message: HubMessage = {
      id,
      mode,
      topic,
      url: callback,
      secret: secret === undefined ? null : await vault.seal(secret, id),
      leaseSeconds,
      requestedAt: new Date(clock.now()).toISOString(),
      tries: 0,
    };
    await requests.send([message]);
    return ok(message);
  };
