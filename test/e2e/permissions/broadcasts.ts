import { expect } from 'vitest';
import * as z from 'zod';
import { broadcastOf, rulingEventSchema } from '../../../shared/domain/event.ts';
import type { Phone } from '../../../shared/domain/phone.ts';
import { waitFor } from '../../wait-for.ts';
import type { Dev } from '../../wire-process.ts';
import { askWire, type Committed, draftOf, publish } from './newsroom.ts';
import { signUp } from './people.ts';
import { misbehave, phoneOf, textWith } from './phones.ts';

const broadcastSchema = z.object({ broadcast: z.object({ status: z.string() }) });

const idOf = ({ event }: Committed) => broadcastOf(rulingEventSchema.parse(event));
const statusOf = async (dev: Dev, id: string): Promise<string | undefined> =>
  broadcastSchema.safeParse(await askWire(dev, 'newsroom', ['GET', `/v1/broadcasts/${id}`])).data?.broadcast.status;
/** Does something to a broadcast, which may not be made yet; answers its status after it. */
const control = async (dev: Dev, id: string, what: string): Promise<string> => {
  let status = '';
  await waitFor(async () => {
    const answer = broadcastSchema.safeParse(await askWire(dev, 'newsroom', ['POST', `/v1/broadcasts/${id}/${what}`]));
    status = answer.data?.broadcast.status ?? '';
    return answer.success;
  });
  return status;
};
const settled = (dev: Dev, id: string, status: string) => waitFor(async () => (await statusOf(dev, id)) === status);

/** Enough phones for carriers' refusals to mean the text, and not a phone. */
interface Crowd {
  readonly topic: string;
  readonly phones: readonly [Phone, ...Phone[]];
}
const crowdFrom = (topic: string, first: number): Crowd => ({
  topic,
  phones: [phoneOf(first), ...Array.from({ length: 11 }, (_, at) => phoneOf(first + 1 + at))],
});
/** Each for itself: refusals that one's broadcast was held before would come to the other's. */
const crowd = crowdFrom('crowds', 31);
const laterCrowd = crowdFrom('later-crowds', 61);
export const takeInCrowds = (dev: Dev): Promise<unknown> =>
  Promise.all(
    [crowd, laterCrowd].flatMap(({ topic, phones }) =>
      phones.map((phone) => signUp(dev, 'operator', phone, { topics: [topic] })),
    ),
  );

/** Carriers refuse a text, at once or afterwards, until the wire holds its broadcast; an editor calls it off. */
const isFiltered = async (dev: Dev, slug: string, { topic, phones }: Crowd, fault: object): Promise<void> => {
  for (const to of phones) await misbehave(dev, { ...fault, to, code: 30_007 });
  const id = idOf(await publish(dev, slug, { topics: [topic] }));
  await settled(dev, id, 'paused');
  expect(await control(dev, id, 'cancel')).toBe('cancelled');
};

/** What an editor does to texts, before they leave and while they do. */
export const driveBroadcasts = async (dev: Dev): Promise<void> => {
  await askWire(dev, 'newsroom', ['POST', '/v1/preflight'], draftOf('is-looked-at', { topics: [crowd.topic] }));
  await isFiltered(dev, 'is-filtered', crowd, { status: 400 });
  await isFiltered(dev, 'is-filtered-later', laterCrowd, {});

  const held = idOf(await publish(dev, 'is-held', { topics: [laterCrowd.topic] }));
  await control(dev, held, 'pause');
  await control(dev, held, 'resume');
  const text = await textWith(dev, laterCrowd.phones[0], 'is-held');
  expect(await askWire(dev, 'newsroom', ['POST', `/v1/broadcasts/${held}/approve`])).toMatchObject({ status: 409 });
  await askWire(dev, 'newsroom', ['GET', '/v1/broadcasts']);

  const [link = ''] = /http\S+\/s\/\w+/.exec(text) ?? [];
  expect((await fetch(link, { redirect: 'manual' })).status).toBe(302);
};
