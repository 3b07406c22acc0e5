import { describe, expect, it } from 'vitest';
import { switchSeenMs } from '../../shared/domain/channel.ts';
import { broadcastOf } from '../../shared/domain/event.ts';
import { makeId } from '../../shared/domain/ids.ts';
import type { ChannelSwitches } from '../../shared/ports/channel-switches.ts';
import { sendConfirmation } from '../../shared/use-cases/send-confirmation.ts';
import { sendTest } from '../../shared/use-cases/send-test.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
import { fakeShortLinks } from '../fakes/short-links.ts';
import { fakeSignUps } from '../fakes/sign-ups.ts';
import { fakeStaffPhones } from '../fakes/staff-phones.ts';
import { publishing } from '../samples/commit.ts';
import { operator } from '../samples/gated-queue.ts';
import { sendingDesk } from '../samples/sending-desk.ts';
import { textDesk } from '../samples/text-desk.ts';
import { consent, hash, noon, phone, subscriber } from '../samples/texting.ts';

const minute = 60_000;
const turn = (switches: ChannelSwitches, paused: boolean) =>
  switches.set({ channel: 'texts', paused, since: noon, actor: operator });

describe('a batch', () => {
  it('whose channel is paused between two chunks stops there, and the rest comes back by the Timetable', async () => {
    const desk = await sendingDesk({ segmentsPerSecond: 2 });
    const { send } = desk.sender;
    desk.sender.send = async (text) => {
      await turn(desk.switches, true);
      desk.clock.advance(switchSeenMs);
      return send(text);
    };
    await desk.send();
    desk.sender.send = send;
    expect(desk.states()).toEqual(['accepted', 'pending', 'pending']);
    expect(desk.putOff()).toMatchObject([{ hashes: [hash(2), hash(3)], urgent: false }]);
    expect(desk.timetable.rows()).toMatchObject([{ queue: 'text-batches' }]);
    expect(await desk.spent()).toBe(2 * 8300);
    expect(await desk.tally()).toEqual(desk.counted());
    expect(desk.log.lines.find(({ code }) => code === 'TEXTS_PUT_OFF')?.fields).toMatchObject({ reason: 'paused' });

    await turn(desk.switches, false);
    desk.clock.advance(switchSeenMs);
    for (const _ of [1, 2]) for (const batch of desk.putOff()) await desk.send(batch);
    for (const name of desk.names) expect(desk.textsTo(name)).toHaveLength(1);
  });

  it('whose channel is paused while it waits for its turn texts nobody, and costs nothing', async () => {
    const desk = await sendingDesk();
    const { sleep } = desk.clock;
    desk.pace.take = async () => ({ taken: true, wait: 9_000 });
    desk.clock.sleep = async (ms) => {
      await turn(desk.switches, true);
      return sleep(ms);
    };
    await desk.send();
    expect([desk.sender.tried, desk.states()]).toEqual([[], ['pending', 'pending', 'pending']]);
    expect([await desk.spent(), desk.putOff().length]).toEqual([0, 1]);
  });

  it.each([
    ['cancelled', ['skipped', 'skipped', 'skipped']],
    ['paused', ['pending', 'pending', 'pending']],
  ] as const)('of a broadcast that is %s is done with also where the channel is paused', async (status, states) => {
    const desk = await sendingDesk({ broadcast: { status } });
    await turn(desk.switches, true);
    await desk.send();
    expect([desk.states(), desk.putOff()]).toEqual([states, []]);
  });
});

it('a look over a broadcast queues nobody again while the channel is paused or holds anything, and does once all is released', async () => {
  const desk = textDesk();
  for (let last = 1; last <= 10; last++) await desk.join(last);
  const ruling = await desk.publish();
  await desk.plan(ruling.sequence);
  const id = broadcastOf(ruling.event);
  // what was queued is held: no queue has it
  const queued = desk.batches.sent.splice(0).length;
  await turn(desk.switches, true);
  for (let looks = 0; looks < 3; looks++) {
    desk.clock.advance(2 * minute);
    await desk.recheck(id, true);
  }
  expect([queued > 0, desk.batches.sent]).toEqual([true, []]);
  const left = { channel: 'texts', queue: 'text-batches', id: '1', body: '{}' } as const;
  await desk.heldWork.hold(left);
  const since = new Date(desk.clock.now()).toISOString();
  await desk.switches.set({ channel: 'texts', paused: false, since, actor: operator });
  desk.clock.advance(2 * minute);
  await desk.recheck(id, true);
  expect(desk.batches.sent, 'while something is still held').toEqual([]);
  for (const row of await desk.heldWork.held('texts', 10)) await desk.heldWork.released(row);
  desk.clock.advance(2 * minute);
  await desk.recheck(id, true);
  expect(desk.batches.sent).toHaveLength(queued);
});

describe('other texts', () => {
  it('a sign-up whose turn comes after the pause is put off, owed and unpaid, and is asked once it is over', async () => {
    const desk = await sendingDesk({ people: 0 });
    const signUps = fakeSignUps(desk.subscribers);
    const { topics, editions, language, frequency, zip, notBefore } = subscriber();
    await signUps.ask(
      {
        ...{ hash: hash(1), phone: await desk.vault.seal(phone(1), hash(1)), at: noon, text: 'owed' },
        ...{
          until: '2026-11-21T17:00:00.000Z',
          preferences: { topics, editions, language, frequency, zip, notBefore },
        },
      },
      consent({ kind: 'asked' }),
      { sealed: '', forgetAt: '' },
      noon,
    );
    const { take } = desk.pace;
    desk.pace.take = async () => {
      await turn(desk.switches, true);
      return { taken: true, wait: 3_000 };
    };
    const confirm = sendConfirmation({ ...desk, signUps });
    await confirm({ hash: hash(1) });
    expect([desk.sender.tried, signUps.all()[0]?.text, await desk.spent()]).toEqual([[], 'owed', 0]);
    expect(desk.timetable.rows()).toMatchObject([{ queue: 'urgent-texts' }]);
    await turn(desk.switches, false);
    desk.clock.advance(minute);
    desk.pace.take = take;
    await confirm({ hash: hash(1) });
    expect(desk.textsTo(1)).toHaveLength(1);
  });

  it('a test stops before the next phone, and the others get theirs if the pause is short', async () => {
    const desk = await sendingDesk({ people: 0 });
    const [rulings, links, staffPhones] = [fakeRulingStore(), fakeShortLinks(), fakeStaffPhones()];
    const commit = publishing(noon);
    await rulings.commit(commit, 1);
    for (const last of [1, 2, 3] as const)
      await staffPhones.add({
        id: `sub_01JD4Z0000000000000000000${last}`,
        name: `Sam ${last}`,
        phone: await desk.vault.seal(phone(last), `sub_01JD4Z0000000000000000000${last}`),
      });
    const { send } = desk.sender;
    desk.sender.send = async (text) => {
      await turn(desk.switches, true);
      desk.clock.advance(switchSeenMs);
      return send(text);
    };
    const test = sendTest({ ...desk, rulings, links, staffPhones });
    const order = {
      ...({ kind: 'test-send', testId: makeId('testSend', desk.clock.now(), () => 0) } as const),
      ...{ rulingId: commit.revision.rulingId, revision: 1 },
    };
    await test(order);
    expect(desk.sender.taken).toHaveLength(1);
    expect([desk.log.count('TEST_TEXTS_PUT_OFF'), desk.log.count('TEST_TEXT_NOT_SENT')]).toEqual([1, 0]);
    const [due] = desk.timetable.rows();
    expect([due?.queue, due?.body]).toEqual(['urgent-texts', JSON.stringify(order)]);
    await turn(desk.switches, false);
    desk.clock.advance(switchSeenMs);
    desk.sender.send = send;
    await test(order);
    for (const last of [1, 2, 3]) expect(desk.textsTo(last)).toHaveLength(1);
  });
});
