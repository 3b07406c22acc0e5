import type { Endpoint } from '../domain/endpoint.ts';
import type { RulingEvent } from '../domain/event.ts';
import type { PartnerId } from '../domain/ids.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import { webhookBody } from '../domain/webhook-body.ts';
import type { RulingMessage } from '../domain/webhook-message.ts';
import type { Acknowledgements } from '../ports/acknowledgements.ts';
import type { RulingReader } from '../ports/ruling-store.ts';

export interface PullDeps {
  readonly rulings: Pick<RulingReader, 'eventsAfter' | 'revisions' | 'lastSequence'>;
  readonly acknowledgements: Pick<Acknowledgements, 'by'>;
  readonly newsroom: Newsroom;
  /** False in the embedded runtime. */
  readonly livemode: boolean;
}

export interface Pull {
  /** A sequence; 0 for the whole log. */
  readonly after: number;
  readonly limit: number;
  readonly include: readonly (Endpoint['include'][number] | 'acknowledgedRevision')[];
}

/** With what the partner acknowledged of its ruling, null for nothing, where that was asked for. */
export type PulledEvent = RulingMessage & { readonly acknowledgedRevision?: number | null };

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
  async (
    partnerId: PartnerId,
    { after, limit, include }: Pull,
  ): Promise<{ items: PulledEvent[]; nextCursor: string | null }> => {
    const { rulings } = deps;
    const items: PulledEvent[] = [];
    let last = after;
    let bytes = 0;
    const events = await rulings.eventsAfter(after, limit);
    const acknowledged = include.includes('acknowledgedRevision')
      ? await acknowledgedOf(deps, partnerId, events)
      : undefined;
    const parts = include.filter((part) => part === 'body');
    for await (const { event, body } of bodiesOf(deps, events, parts)) {
      // a comma beside it
      bytes += Buffer.byteLength(body) + 1;
      if (items.length > 0 && bytes > maxBytes) break;
      const extra = acknowledged && { acknowledgedRevision: acknowledged.get(event.rulingId) ?? null };
      items.push({ ...JSON.parse(body), ...extra });
      last = event.sequence;
    }
    return { items, nextCursor: (await rulings.lastSequence()) > last ? String(last) : null };
  };

/** Revisions by rulings. */
const acknowledgedOf = async (
  { acknowledgements }: PullDeps,
  partnerId: PartnerId,
  events: readonly RulingEvent[],
): Promise<ReadonlyMap<string, number>> => {
  const all = await acknowledgements.by(partnerId, [...new Set(events.map(({ rulingId }) => rulingId))]);
  return new Map(all.map(({ rulingId, revision }) => [rulingId, revision]));
};

async function* bodiesOf(
  { rulings, newsroom, livemode }: PullDeps,
  events: readonly RulingEvent[],
  include: Endpoint['include'],
): AsyncGenerator<{ event: RulingEvent; body: string }> {
  for (let from = 0; from < events.length; from += atOnce) {
    const some = events.slice(from, from + atOnce);
    const revisions = await rulings.revisions(some.map(({ rulingId: id, revision }) => ({ id, revision })));
    for (const event of some) {
      const { sequence, rulingId } = event;
      const revision = revisions.find((one) => one.rulingId === rulingId && one.revision === event.revision);
      if (revision === undefined) throw new Error(`event ${sequence} names a revision that does not exist`);
      const delivery = { previousSequence: sequence === 1 ? null : sequence - 1, supersedes: [] };
      yield { event, body: webhookBody({ endpoint: { include }, delivery, event, revision, newsroom, livemode }) };
    }
  }
}
