import type { AcknowledgementDraft } from '../domain/acknowledgement.ts';
import type { EventId, PartnerId, RulingId } from '../domain/ids.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Acknowledgements } from '../ports/acknowledgements.ts';
import type { Clock } from '../ports/clock.ts';
import type { RulingReader } from '../ports/ruling-store.ts';

export interface AcknowledgeDeps {
  readonly rulings: Pick<RulingReader, 'eventById'>;
  readonly acknowledgements: Pick<Acknowledgements, 'take'>;
  readonly clock: Clock;
}

/** The event that was acknowledged, with its own revision, and what stands of its ruling. */
export interface Acknowledged {
  readonly eventId: EventId;
  readonly rulingId: RulingId;
  readonly revision: number;
  readonly acknowledgedRevision: number;
  readonly republishedUrl: string | null;
}

export type AcknowledgeFailure =
  | { readonly kind: 'not-found' }
  /** No partner can have a revision from an event that is of an earlier one. */
  | { readonly kind: 'revision-beyond-event'; readonly revision: number };

/**
 * A partner says which revision of an event's ruling it republished: the event's own, or an earlier one. Any partner may, since all can
 * pull every event. Saying it twice, or late, takes nothing back.
 */
export const acknowledgeEvent =
  ({ rulings, acknowledgements, clock }: AcknowledgeDeps) =>
  async (
    partnerId: PartnerId,
    eventId: EventId,
    { revision, republishedUrl }: AcknowledgementDraft,
  ): Promise<Result<Acknowledged, AcknowledgeFailure>> => {
    const event = await rulings.eventById(eventId);
    if (event === undefined) return fail({ kind: 'not-found' });
    if (revision > event.revision) return fail({ kind: 'revision-beyond-event', revision: event.revision });
    const { rulingId } = event;
    const acknowledgedAt = new Date(clock.now()).toISOString();
    const standing = await acknowledgements.take({ partnerId, rulingId, revision, republishedUrl, acknowledgedAt });
    return ok({
      eventId,
      rulingId,
      revision: event.revision,
      acknowledgedRevision: standing.revision,
      republishedUrl: standing.republishedUrl,
    });
  };
