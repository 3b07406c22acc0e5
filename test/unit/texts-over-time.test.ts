import { expect, test } from 'vitest';
import type { TextSendOutcome } from '../../shared/ports/text-sender.ts';
import { type Behaviour, takes } from '../fakes/text-sender.ts';
import { sendingDesk } from '../samples/sending-desk.ts';
import { noon } from '../samples/texting.ts';

type Desk = Awaited<ReturnType<typeof sendingDesk>>;
const over = ({ timeline, id }: Desk) => timeline.of(id);
const second: (says: TextSendOutcome) => Behaviour = (says) => (text, number) =>
  number === 2 ? { taken: false, says } : takes(text, number);

test('each batch adds what Twilio took of it, when it is through', async () => {
  const desk = await sendingDesk({ people: 4, behave: second({ kind: 'refused', code: 21_211, status: 400 }) });
  const [first, ...others] = desk.batch.hashes;
  await desk.send({ ...desk.batch, hashes: others });
  desk.clock.advance(10_000);
  await desk.send({ ...desk.batch, hashes: first ? [first] : [] });
  const later = new Date(Date.parse(noon) + 10_000).toISOString();
  expect(await over(desk)).toEqual([
    { at: noon, accepted: 2 },
    { at: later, accepted: 1 },
  ]);
  await desk.send();
  expect(await over(desk)).toHaveLength(2);
});

test('a batch of which nothing was taken adds nothing', async () => {
  const desk = await sendingDesk({ people: 2, subscriber: { status: 'paused', reason: 'own-wish' } });
  await desk.send();
  expect(desk.states()).toEqual(['skipped', 'skipped']);
  expect(await over(desk)).toEqual([]);
});

test('a text of which Twilio told before it answered us is in it, and one in doubt is not', async () => {
  const desk: Desk = await sendingDesk({ segmentsPerSecond: 2 });
  const { send } = desk.sender;
  desk.sender.send = async (text) => {
    const said = await send(text);
    if (desk.sender.tried.length === 1) await desk.hear(1, 'undelivered', '30003');
    return desk.sender.tried.length === 2 ? { kind: 'unknown', reason: 'reset' } : said;
  };
  await desk.send();
  expect(desk.states()).toEqual(['undelivered', 'unknown', 'pending']);
  expect(await over(desk)).toEqual([{ at: noon, accepted: 1 }]);
  expect(await desk.tally()).toEqual(desk.counted());
});

test('where it cannot be written the batch is done and told all the same, and comes again to text nobody', async () => {
  const desk = await sendingDesk();
  const { add } = desk.timeline;
  desk.timeline.add = () => Promise.reject(new Error('throttled'));
  await expect(desk.send()).rejects.toThrow('throttled');
  expect(await desk.tally()).toEqual(desk.counted());
  expect(desk.states()).toEqual(['accepted', 'accepted', 'accepted']);
  desk.timeline.add = add;
  await desk.send();
  for (const name of desk.names) expect(desk.textsTo(name)).toHaveLength(1);
  expect(await over(desk)).toEqual([]);
});

test('where something fails for one person, the others are in it', async () => {
  const desk = await sendingDesk();
  const { open } = desk.vault;
  desk.vault.open = (sealed, hash) =>
    hash === desk.row(1).hash ? Promise.reject(new Error('no key')) : open(sealed, hash);
  await expect(desk.send()).rejects.toThrow('no key');
  expect(await over(desk)).toEqual([{ at: noon, accepted: 2 }]);
});
