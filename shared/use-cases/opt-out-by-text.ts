import type { Consent } from '../domain/consent.ts';
import { leavings, wantedSince } from '../domain/consent-history.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import { type LeaveDeps, leave } from './leave.ts';

export interface OptOutDeps extends LeaveDeps {
  readonly subscribers: LeaveDeps['subscribers'] & Pick<SubscriberStore, 'evidenceOf'>;
}

/**
 * Ends texts for a text that says so, of which `heard` is the evidence as of now. Where the same text ended them before, it counts as of
 * then, and nothing that they said later is undone. Only the opt-out that ended texts is confirmed.
 */
export const optOutByText =
  (deps: OptOutDeps) =>
  async (heard: Consent): Promise<{ readonly kind: 'stopped' } | undefined> => {
    const rows = await deps.subscribers.evidenceOf(heard.hash);
    const before = rows.find(({ kind, sid }) => kind === 'left' && sid === heard.sid);
    const left = before ?? heard;
    if (wantedSince(rows, left.at)) return undefined;
    const outcome = await leave(deps)(left);
    const ended = before !== undefined && leavings(rows)[0]?.sid === before.sid;
    return outcome === 'left' || ended ? { kind: 'stopped' } : undefined;
  };
