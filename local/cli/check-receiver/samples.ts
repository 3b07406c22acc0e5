import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { type EventId, makeId } from '../../../shared/domain/ids.ts';
import { newsroomSchema } from '../../../shared/domain/newsroom.ts';
import { firstRevision, nextRevision, type Revise, type Revised } from '../../../shared/domain/revise.ts';
import { type RulingContent, rulingContentSchema } from '../../../shared/domain/ruling.ts';
import { noticeBody, webhookBody } from '../../../shared/domain/webhook-body.ts';

/** A message that is not signed yet. A notice has no sequence. */
export interface Sample {
  readonly id: EventId;
  readonly sequence: number | null;
  readonly body: string;
}

/** The three revisions of a ruling of this run. */
export interface SampleRuling {
  readonly published: Sample;
  readonly corrected: Sample;
  readonly retracted: Sample;
}

const actor = { kind: 'platform', id: 'platform', name: 'Rulingwire' } as const;
const note = 'Sample note: nobody need read this.';
/** What is longer than most limits that a receiver may have by mistake. */
const longBytes = 20_000;

const newsroom = newsroomSchema.parse(
  JSON.parse(readFileSync(new URL('../../../newsroom.json', import.meta.url), 'utf8')),
);

const looseSchema = z.looseObject({ data: z.looseObject({ ruling: z.looseObject({}) }) });

/** Says that it is a sample wherever it could be read, and holds characters that a receiver could mistake. */
const contentOf = (slug: string, at: string): RulingContent => {
  const scale = newsroom.ratingScales[0];
  return rulingContentSchema.parse({
    ...{ slug, url: `https://newsroom.example/rulings/${slug}`, publishedAt: at, texts: 'none' },
    headline: 'Sample: this message checks a receiver and is no ruling',
    claim: {
      text: 'Sample claim, with “quotes”, <tags>, an é and a 関.',
      claimant: { name: 'Sample', slug: 'sample', kind: 'person' },
    },
    scale: scale?.id,
    rating: scale?.ratings[0]?.slug,
    summary: ['Sample: nothing happened.'],
    bodyHtml: '<p>Sample: nothing happened.</p>',
  });
};

/**
 * Messages as the wire makes them, about rulings that nobody published, with ids that no other run has. Their sequences are seconds since
 * 1970, far above a newsroom's own, and each names one that was taken as the one before it: a receiver that pulls what it missed finds
 * no gap.
 */
export const createSamples = (now: () => number, random: () => number) => {
  let sequence = Math.floor(now() / 1000);
  let previousSequence: number | null = null;

  const newEvent = () => ({ eventId: makeId('event', now(), random), at: new Date(now()).toISOString() });
  const nextPlace = () => {
    sequence += 1;
    return { sequence };
  };
  const messageOf = (revised: Revised, include: readonly 'body'[] = []): Sample => {
    const place = nextPlace();
    const event = { ...revised.event, ...place };
    const revision = { ...revised.revision, ...place };
    const delivery = { previousSequence, supersedes: [] };
    const endpoint = { include: [...include] };
    const body = webhookBody({ endpoint, delivery, event, revision, newsroom, livemode: false });
    return { id: event.id, ...place, body };
  };
  const first = (differs: Partial<RulingContent> = {}): Revised => {
    const id = makeId('ruling', now(), random);
    const act = { ...newEvent(), actor };
    const content = contentOf(`sample-${id.slice(id.indexOf('_') + 1).toLowerCase()}`, act.at);
    return firstRevision(id, { ...content, ...differs }, act);
  };
  const next = ({ revision }: Revised, ask: Revise): Revised => {
    const revised = nextRevision({ ...revision, sequence }, ask, { ...newEvent(), actor }, newsroom.ratingScales);
    if (!revised.ok) throw new Error(`a sample cannot be revised: ${revised.error.kind}`);
    return revised.value;
  };

  return {
    /** It was accepted: what is made from now on follows it. */
    taken(sample: Sample): void {
      if (sample.sequence !== null) previousSequence = Math.max(previousSequence ?? 0, sample.sequence);
    },
    ruling(): SampleRuling {
      const [published, changes] = [first(), { summary: ['Sample: nothing happened, twice.'] }];
      const corrected = next(published, { kind: 'correction', note, changes, texts: 'none' });
      const retracted = next(corrected, { kind: 'retraction', note, texts: 'none' });
      return { published: messageOf(published), corrected: messageOf(corrected), retracted: messageOf(retracted) };
    },
    /** With an article of 20 kB. */
    long: (): Sample => messageOf(first({ bodyHtml: `<p>${'Sample. '.repeat(longBytes / 8)}</p>` }), ['body']),
    notice(): Sample {
      const { eventId: id, at: timestamp } = newEvent();
      const to = { endpointId: makeId('endpoint', now(), random), partnerId: makeId('partner', now(), random) };
      return { id, sequence: null, body: noticeBody({ id, timestamp, type: 'endpoint.test', livemode: false, ...to }) };
    },
    /** Of a type that a later version may bring. */
    ofUnknownType(): Sample {
      const [{ eventId: id, at: timestamp }, place] = [newEvent(), nextPlace()];
      const data = { ...place, previousSequence, supersedes: [], sample: 'A later version may say more.' };
      const message = { id, type: 'sample.unknown', timestamp, schemaVersion: '1', livemode: false, data };
      return { id, ...place, body: JSON.stringify(message) };
    },
    /** With fields that a later version may bring, on every level. */
    withUnknownFields(): Sample {
      const sample = messageOf(first());
      const { data, ...message } = looseSchema.parse(JSON.parse(sample.body));
      const more = { sample: { of: ['what', 'a later version', 'may say'] } };
      const ruling = { ...data.ruling, ...more };
      return { ...sample, body: JSON.stringify({ ...message, ...more, data: { ...data, ...more, ruling } }) };
    },
  };
};
export type Samples = ReturnType<typeof createSamples>;
