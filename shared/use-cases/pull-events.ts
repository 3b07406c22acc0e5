import type { Endpoint } from '../domain/endpoint.ts';
import type { RulingEvent } from '../domain/event.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import { webhookBody } from '../domain/webhook-body.ts';
import type { RulingReader } from '../ports/ruling-store.ts';

export interface PullDeps {
  readonly rulings: Pick<RulingReader, 'eventsAfter' | 'revisions' | 'lastSequence'>;
  readonly newsroom: Newsroom;
  /** False in the embedded runtime. */
  readonly livemode: boolean;
}

export interface Pull {
  /** A sequence; 0 for the whole log. */
  readonly after: number;
  readonly limit: number;
  readonly include: Endpoint['include'];
}

/** A function answers 6 MB at most, and lists stop at 4. */
const maxBytes = 4_000_000;
/** Revisions that are read at once, each of 300 kB at most. */
const atOnce = 20;

/**
 * Events of the log above a sequence, in order and without a gap, each as a partner's endpoint would get it: all of them, imported and
 * superseded ones too. `nextCursor` is the `after` of the next page while more is there.
 */
export const pullEvents =
  (deps: PullDeps) =>
  async ({ after, limit, include }: Pull): Promise<{ items: unknown[]; nextCursor: string | null }> => {
    const { rulings } = deps;
    const items: unknown[] = [];
    let last = after;
    let bytes = 0;
    const events = await rulings.eventsAfter(after, limit);
    for await (const { sequence, body } of bodiesOf(deps, events, include)) {
      // a comma beside it
      bytes += Buffer.byteLength(body) + 1;
      if (items.length > 0 && bytes > maxBytes) break;
      items.push(JSON.parse(body));
      last = sequence;
    }
    return { items, nextCursor: (await rulings.lastSequence()) > last ? String(last) : null };
  };

async function* bodiesOf(
  { rulings, newsroom, livemode }: PullDeps,
  events: readonly RulingEvent[],
  include: Endpoint['include'],
): AsyncGenerator<{ sequence: number; body: string }> {
  for (let from = 0; from < events.length; from += atOnce) {
    const some = events.slice(from, from + atOnce);
    const revisions = await rulings.revisions(some.map(({ rulingId: id, revision }) => ({ id, revision })));
    for (const event of some) {
      const { sequence, rulingId } = event;
      const revision = revisions.find((one) => one.rulingId === rulingId && one.revision === event.revision);
      if (revision === undefined) throw new Error(`event ${sequence} names a revision that does not exist`);
      const delivery = { previousSequence: sequence === 1 ? null : sequence - 1, supersedes: [] };
      yield { sequence, body: webhookBody({ endpoint: { include }, delivery, event, revision, newsroom, livemode }) };
    }
  }
}
