import type { EventType } from '../../../shared/domain/event.ts';
import { eventId, rulingId } from '../../samples/delivering.ts';

const usage = {
  licence: 'CC BY-ND 4.0',
  creditLine: 'Fact-check by The Ferry Street Fact-Check',
  canonicalUrl: 'https://newsroom.example/rulings/locks',
  editsAllowed: false,
  imageAllowed: true,
};

/** An event as partners get it, as far as a receiver reads it. In the pull API each follows the one before it. */
export const sampleEvent = (
  sequence: number,
  differs: {
    readonly type?: EventType;
    readonly ruling?: number;
    readonly revision?: number;
    readonly previousSequence?: number | null;
    readonly supersedes?: readonly number[];
    readonly onRetraction?: string;
    readonly note?: string;
  } = {},
) => {
  const { type = 'ruling.published', ruling = 1, revision = 1, supersedes = [], onRetraction = 'replace' } = differs;
  const { previousSequence = sequence > 1 ? sequence - 1 : null, note = null } = differs;
  return {
    id: eventId(sequence),
    type,
    livemode: false,
    data: {
      ...{ sequence, previousSequence, supersedes, note, revision },
      rulingId: rulingId(ruling),
      ruling: { headline: `No, revision ${revision} closes no lock`, summary: ['One of nine closes.'] },
      usage: { ...usage, onRetraction },
    },
  };
};
