import { describe, expect, it } from 'vitest';
import { carriersRefuse, isTimeToLook } from '../../shared/domain/text-breaker.ts';
import { noCounts } from '../../shared/domain/text-counts.ts';
import type { TextPlan } from '../../shared/domain/text-messages.ts';
import type { StrikeKind } from '../../shared/domain/twilio-codes.ts';
import { controlBroadcast } from '../../shared/use-cases/control-broadcast.ts';
import { fakeQueue } from '../fakes/queue.ts';
import { saying } from '../samples/planned-batch.ts';
import { cohort, sendingDesk } from '../samples/sending-desk.ts';
import { hash, noon } from '../samples/texting.ts';

const active = { status: 'active', reason: null };
const [refusedBy, toldBy] = ['Twilio’s answer', 'a callback'] as const;

/** Somebody's text fails with a code, as Twilio says at once or later; so often, each time of another broadcast. */
const failing = async (code: number, how: typeof refusedBy | typeof toldBy, strikes = 0) => {
  const struck = strikes === 0 ? {} : { strikes: { kind: kindOf(code), count: strikes, at: noon } };
  const behave = how === refusedBy ? saying({ kind: 'refused', code, status: 400 }) : undefined;
  const desk = await sendingDesk({ people: 1, subscriber: struck, ...(behave ? { behave } : {}) });
  await desk.send();
  if (how === toldBy) await desk.hear(1, 'undelivered', String(code));
  return desk;
};
const kindOf = (code: number): StrikeKind =>
  code === 30_005 ? 'unknown-handset' : code === 30_004 ? 'blocked' : 'unreachable';

describe.each([refusedBy, toldBy])('a code in %s', (how) => {
  it.each([
    [21_610, 'opted-out'],
    [21_211, 'invalid-number'],
    [21_614, 'invalid-number'],
    [21_635, 'invalid-number'],
    [30_006, 'invalid-number'],
  ] as const)('that ends texts to a number does: %d, %s', async (code, reason) => {
    const desk = await failing(code, how);
    expect(desk.row(1)).toMatchObject({ state: how === toldBy ? 'undelivered' : 'refused', code });
    expect(await desk.profile(1)).toMatchObject({ status: 'suppressed', reason });
    const evidence = reason === 'opted-out' ? [{ kind: 'left', by: 'network', hash: hash(1) }] : [];
    expect(desk.subscribers.evidence).toMatchObject(evidence);
    expect(desk.subscribers.evidence).toHaveLength(evidence.length);
    expect(await desk.status()).toBe('sending');
  });

  it.each([
    [30_005, 1, { status: 'suppressed', reason: 'invalid-number' }],
    [30_004, 1, { status: 'suppressed', reason: 'blocked' }],
    [30_003, 2, { status: 'dormant', reason: 'unreachable' }],
    [30_008, 2, { status: 'dormant', reason: 'unreachable' }],
  ] as const)('counts against the number, and ends texts to it at the limit: %d', async (code, before, then) => {
    for (let strikes = 0; strikes < before; strikes++) {
      const desk = await failing(code, how, strikes);
      expect(await desk.profile(1)).toMatchObject({ ...active, strikes: { kind: kindOf(code), count: strikes + 1 } });
    }
    expect(await (await failing(code, how, before)).profile(1)).toMatchObject(then);
    // whoever counted the last one may have died before it had its effect
    expect(await (await failing(code, how, before + 3)).profile(1)).toMatchObject(then);
  });

  it.each([30_007, 30_034, 30_032])('that is ours is never held against the subscriber: %d', async (code) => {
    const desk = await failing(code, how);
    expect(await desk.profile(1)).toMatchObject({ ...active, strikes: null });
    expect((await desk.broadcasts.find(desk.id))?.ownErrors).toBe(1);
    expect(await desk.status()).toBe('sending');
  });

  it.each([30_022, 30_023, 63_038])('that asks for patience slows the sender down: %d', async (code) => {
    const desk = await failing(code, how);
    expect(desk.pace.slowed()).toBe(1);
    expect(await desk.profile(1)).toMatchObject({ ...active, strikes: null });
    expect(await desk.status()).toBe('sending');
  });

  it.each([30_001, 21_611])('that our pacing should not let happen holds the broadcast: %d', async (code) => {
    const desk = await failing(code, how);
    expect(await desk.broadcasts.find(desk.id)).toMatchObject({ status: 'paused', pausedBecause: 'pacing' });
    expect(await desk.profile(1)).toMatchObject({ ...active, strikes: null });
  });

  it.each([21_617, 99_999, 1])('that nobody knows does nothing but stand in the log: %d', async (code) => {
    const desk = await failing(code, how);
    expect(await desk.profile(1)).toMatchObject({ ...active, strikes: null });
    expect(await desk.broadcasts.find(desk.id)).toMatchObject({ status: 'sending', ownErrors: 0 });
    expect(desk.pace.slowed()).toBe(0);
    expect(desk.log.lines).toContainEqual({
      ...{ level: 'info', code: 'TEXT_CODE_HEARD' },
      fields: { broadcastId: desk.id, code, meaning: 'inert' },
    });
  });
});

describe('a text for which Twilio had no room', () => {
  it.each([
    [63_038, 'sending'],
    [21_611, 'paused'],
  ])('never left, and its person waits: %d', async (code, status) => {
    const desk = await failing(code, refusedBy);
    expect(desk.row(1)).toMatchObject({ state: 'pending', code: null });
    expect(desk.putOff()).toMatchObject([{ hashes: [hash(1)] }]);
    expect(await desk.status()).toBe(status);
    expect(await desk.spent()).toBe(0);
  });
});

describe('a callback', () => {
  it('that comes twice strikes once, and counts once against the broadcast', async () => {
    const desk = await sendingDesk();
    await desk.send();
    for (let times = 0; times < 3; times++) {
      await Promise.all([desk.hear(1, 'undelivered', '30003'), desk.hear(1, 'undelivered', '30003')]);
      await desk.hear(2, 'failed', '30007');
      await desk.hear(3, 'undelivered', '30022');
    }
    expect((await desk.profile(1)).strikes?.count).toBe(1);
    expect((await desk.broadcasts.find(desk.id))?.ownErrors).toBe(1);
    expect(desk.pace.slowed()).toBe(1);
  });

  it('of a text that is on its way strikes nobody, whatever code it brings', async () => {
    const desk = await sendingDesk({ people: 1 });
    await desk.ledger.move(desk.row(1), 'pending', 'posting', noon);
    await desk.hear(1, 'sent', '30003');
    expect((await desk.profile(1)).strikes).toBeNull();
    await desk.hear(1, 'undelivered', '30003');
    expect((await desk.profile(1)).strikes?.count).toBe(1);
  });

  it('that says a number left counts although the text was further already', async () => {
    const desk = await sendingDesk();
    await desk.send();
    await desk.hear(1, 'delivered');
    await desk.hear(1, 'undelivered', '21610');
    expect(desk.row(1).state).toBe('delivered');
    expect(await desk.profile(1)).toMatchObject({ status: 'suppressed', reason: 'opted-out' });
    const [evidence] = desk.subscribers.evidence;
    expect(evidence).toMatchObject({ kind: 'left', by: 'network', sid: desk.row(1).sid, wording: null, said: null });
  });

  it('ends texts to who is paused or dormant too, and leaves the reason of who is suppressed', async () => {
    const desk = await sendingDesk();
    await desk.send();
    for (const [name, to] of [
      [1, { status: 'paused', reason: 'own-wish' }],
      [2, { status: 'dormant', reason: 'unreachable' }],
      [3, { status: 'suppressed', reason: 'invalid-number' }],
    ] as const) {
      await desk.subscribers.move(hash(name), ['active'], to, noon);
      await desk.hear(name, 'failed', '21610');
    }
    const reasons = await Promise.all(desk.names.map(async (name) => (await desk.profile(name)).reason));
    expect(reasons).toEqual(['opted-out', 'opted-out', 'invalid-number']);
  });
});

describe('strikes', () => {
  const struck = { strikes: { kind: 'unreachable', count: 2, at: noon } } as const;

  it('are forgotten once a text arrives, and stay while it is on its way', async () => {
    const desk = await sendingDesk({ people: 1, subscriber: struck });
    await desk.send();
    expect(desk.row(1).struck).toBe(true);
    await desk.hear(1, 'sent');
    expect((await desk.profile(1)).strikes?.count).toBe(2);
    await desk.hear(1, 'delivered');
    expect((await desk.profile(1)).strikes).toBeNull();
  });

  it('of a text that arrives after all are forgotten', async () => {
    const desk = await sendingDesk({ people: 1 });
    await desk.send();
    await desk.hear(1, 'undelivered', '30008');
    expect((await desk.profile(1)).strikes?.count).toBe(1);
    await desk.hear(1, 'delivered');
    expect((await desk.profile(1)).strikes).toBeNull();
  });

  it('are looked for where there were any: a delivery writes to nobody’s profile otherwise', async () => {
    const desk = await sendingDesk({ people: 1 });
    await desk.send();
    desk.subscribers.clearStrikes = async () => Promise.reject(new Error('written'));
    await desk.hear(1, 'delivered');
    expect(desk.row(1)).toMatchObject({ state: 'delivered', struck: false });
  });

  it('of another kind begin anew', async () => {
    const desk = await sendingDesk({ people: 1, subscriber: struck });
    await desk.send();
    await desk.hear(1, 'undelivered', '30005');
    expect(await desk.profile(1)).toMatchObject({ ...active, strikes: { kind: 'unknown-handset', count: 1 } });
  });
});

describe('the breaker of a broadcast', () => {
  it.each([
    [10, 0, true],
    [10, 499, true],
    [10, 500, false],
    [9, 0, false],
    [20, 999, true],
    [20, 1000, false],
  ])('trips at ten own errors that are more than 2 %% of the accepted texts: %d of %d, %s', (own, accepted, trips) => {
    expect(carriersRefuse(own, accepted)).toBe(trips);
  });

  it('is looked at for every fifth, from ten on', () => {
    expect(Array.from({ length: 31 }, (_, at) => at).filter(isTimeToLook)).toEqual([10, 15, 20, 25, 30]);
  });

  /** A broadcast of which Twilio took 20 texts of ours and so many others; ten of ours are filtered. */
  const filtered = async (others: number, errors = 10) => {
    const desk = await sendingDesk({ people: 20 });
    await desk.send();
    await desk.broadcasts.addToTally(desk.id, cohort, {
      ...noCounts(),
      states: { ...noCounts().states, delivered: others },
    });
    for (let name = 1; name <= errors; name++) await desk.hear(name, 'undelivered', '30007');
    return desk;
  };

  it.each([
    [0, 9, 'sending', null],
    [0, 10, 'paused', 'carriers'],
    [479, 10, 'paused', 'carriers'],
    [480, 10, 'sending', null],
    [480, 14, 'sending', null],
    [480, 15, 'paused', 'carriers'],
  ])('adds up what was accepted: with %d others and %d errors it is %s', async (others, errors, status, because) => {
    const desk = await filtered(others, errors);
    expect(await desk.broadcasts.find(desk.id)).toMatchObject({ status, pausedBecause: because, ownErrors: errors });
    expect(desk.subscribers.all().every((profile) => profile.status === 'active' && profile.strikes === null)).toBe(
      true,
    );
    expect(desk.log.count('BROADCAST_PAUSED')).toBe(because === null ? 0 : 1);
  });

  it('measures after a resume over what was accepted since, however many there were before', async () => {
    const desk = await filtered(100_000, 0);
    await desk.broadcasts.setStatus(desk.id, 'sending', 'paused');
    const editor = { kind: 'person', id: 'key_01JD4Z00000000000000000002', name: 'Ann Poe' } as const;
    const controls = { ...desk, plans: fakeQueue<TextPlan>() };
    expect(await controlBroadcast(controls)(desk.id, 'resume', editor)).toMatchObject({ ok: true });
    const later = { ...noCounts(), states: { ...noCounts().states, delivered: 300 } };
    await desk.broadcasts.addToTally(desk.id, cohort, later);
    for (let name = 1; name <= 10; name++) await desk.hear(name, 'undelivered', '30007');
    expect(await desk.broadcasts.find(desk.id)).toMatchObject({
      ...{ status: 'paused', pausedBecause: 'carriers', ownErrors: 10, acceptedAtResume: 100_020 },
    });
  });

  it('stops a batch that is under way, and leaves one alone that somebody called off', async () => {
    const desk = await sendingDesk({
      people: 20,
      segmentsPerSecond: 2,
      behave: saying({ kind: 'refused', code: 30_034, status: 400 }, 20),
    });
    await desk.send();
    expect(desk.states().filter((state) => state === 'refused')).toHaveLength(10);
    expect(desk.states().filter((state) => state === 'pending')).toHaveLength(10);
    expect(await desk.status()).toBe('paused');
    const other = await sendingDesk({ people: 10 });
    await other.send();
    await other.broadcasts.setStatus(other.id, 'sending', 'cancelled');
    for (const name of other.names) await other.hear(name, 'undelivered', '30007');
    expect(await other.broadcasts.find(other.id)).toMatchObject({ status: 'cancelled', pausedBecause: null });
  });

  it('reads the tallies of all shards at every fifth error alone', async () => {
    const desk = await sendingDesk({ people: 20 });
    await desk.send();
    const { tallies } = desk.broadcasts;
    let reads = 0;
    desk.broadcasts.tallies = (id) => {
      reads += 1;
      return tallies(id);
    };
    for (const name of desk.names) await desk.hear(name, 'undelivered', '30007');
    expect(reads).toBe(3);
  });

  it('holds a broadcast that comes from planning to sending in that moment', async () => {
    const desk = await sendingDesk({ people: 10, broadcast: { status: 'planning' } });
    await desk.send();
    const { setStatus } = desk.broadcasts;
    desk.broadcasts.setStatus = async (id, from, to, also) => {
      await setStatus(id, 'planning', 'sending');
      return setStatus(id, from, to, also);
    };
    for (const name of desk.names) await desk.hear(name, 'undelivered', '30007');
    expect(await desk.broadcasts.find(desk.id)).toMatchObject({ status: 'paused', pausedBecause: 'carriers' });
  });
});
