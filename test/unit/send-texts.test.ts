import { describe, expect, it } from 'vitest';
import type { EventBroadcast } from '../../shared/domain/broadcast.ts';
import { type Behaviour, takes } from '../fakes/text-sender.ts';
import { cohort, sendingDesk } from '../samples/sending-desk.ts';
import { consent, hash, phone } from '../samples/texting.ts';

const hour = 3_600_000;

describe('a batch', () => {
  it('that comes again, late or twice at once, texts nobody twice', async () => {
    const desk = await sendingDesk();
    await Promise.all([desk.send(), desk.send(), desk.send()]);
    await desk.send();
    for (const name of desk.names) expect(desk.textsTo(name)).toHaveLength(1);
    expect(desk.states()).toEqual(['accepted', 'accepted', 'accepted']);
    expect(await desk.tally()).toEqual(desk.counted());
  });

  it('tells Twilio how long the window is open yet, and nobody who the text is for', async () => {
    const desk = await sendingDesk();
    desk.clock.advance(6 * hour);
    await desk.send();
    const [text] = desk.sender.tried;
    expect(text).toMatchObject({ validitySeconds: 2 * 3600, body: 'Ferry St: No. Claim rated FALSE.' });
    expect(desk.sender.tried.map(({ to }) => to).toSorted()).toEqual([1, 2, 3].map((name) => phone(name)));
    expect(text?.statusCallback).toMatch(/^https:\/\/wire\.newsroom\.example\/twilio\/status\/[\w-]+$/);
    for (const secret of [phone(1).slice(1), hash(1).slice(2)])
      for (const told of [text?.statusCallback, JSON.stringify(desk.log.lines)]) expect(told).not.toContain(secret);
  });

  it.each([
    [300, 3],
    [4, 2],
    [5, 2],
    [1, 1],
  ])('leaves as many at the same time as %d segments a second carry: %d', async (segmentsPerSecond, most) => {
    let [now, seen] = [0, 0];
    const desk = await sendingDesk({ segmentsPerSecond });
    const { send } = desk.sender;
    desk.sender.send = async (text) => {
      seen = Math.max(seen, ++now);
      await new Promise((done) => setImmediate(done));
      now -= 1;
      return send(text);
    };
    await desk.send();
    expect(seen).toBe(most);
    expect(desk.states()).toEqual(['accepted', 'accepted', 'accepted']);
  });

  it('texts the others where something fails for one of them, and is handed back', async () => {
    for (const segmentsPerSecond of [300, 1]) {
      const desk = await sendingDesk({ segmentsPerSecond });
      const { open } = desk.vault;
      desk.vault.open = (sealed, context) =>
        context === hash(1) ? Promise.reject(new Error('KMS')) : open(sealed, context);
      await expect(desk.send()).rejects.toThrow('KMS');
      expect(desk.states()).toEqual(['pending', 'accepted', 'accepted']);
      expect(await desk.tally()).toEqual(desk.counted());
      desk.vault.open = open;
      await desk.send();
      for (const name of desk.names) expect(desk.textsTo(name)).toHaveLength(1);
    }
  });

  it('whose broadcast cannot be read in the middle keeps the tally of those it texted, and is handed back', async () => {
    const desk = await sendingDesk({ segmentsPerSecond: 2 });
    const { find } = desk.broadcasts;
    let reads = 0;
    desk.broadcasts.find = (id) => (++reads === 2 ? Promise.reject(new Error('DynamoDB')) : find(id));
    await expect(desk.send()).rejects.toThrow('DynamoDB');
    expect(desk.states()).toEqual(['accepted', 'pending', 'pending']);
    expect(await desk.tally()).toEqual(desk.counted());
  });
});

describe('the evening', () => {
  it('defers a batch that waited until then to the morning, by one row of the Timetable', async () => {
    const desk = await sendingDesk();
    desk.clock.advance(8 * hour);
    await desk.send();
    expect(desk.sender.tried).toEqual([]);
    expect(desk.states()).toEqual(['deferred', 'deferred', 'deferred']);
    const opening = { kind: 'open-shard', at: '2026-11-21T14:00:00.000Z', id: `${desk.id}#${cohort}` };
    expect(desk.timetable.rows()).toMatchObject([opening]);
    desk.clock.advance(13 * hour);
    await desk.send();
    for (const name of desk.names) expect(desk.textsTo(name)).toHaveLength(1);
  });

  it('finds who dies before the opening is in the Timetable, when the message comes again', async () => {
    const desk = await sendingDesk();
    desk.clock.advance(8 * hour);
    const { remind } = desk.broadcasts;
    desk.broadcasts.remind = async () => Promise.reject(new Error('dead'));
    await expect(desk.send()).rejects.toThrow('dead');
    expect(desk.states()).toEqual(['deferred', 'deferred', 'deferred']);
    desk.broadcasts.remind = remind;
    await desk.send();
    expect(desk.timetable.rows()).toMatchObject([{ kind: 'open-shard', at: '2026-11-21T14:00:00.000Z' }]);
  });

  it('stops a batch in the middle', async () => {
    const evening: Behaviour = (text, number) => {
      if (number === 1) desk.clock.advance(8 * hour);
      return takes(text, number);
    };
    const desk = await sendingDesk({ segmentsPerSecond: 2, behave: evening });
    await desk.send();
    expect(desk.states()).toEqual(['accepted', 'deferred', 'deferred']);
  });

  it('stops a batch that waits for its turn, and what it had reserved is given back', async () => {
    const desk = await sendingDesk({ segmentsPerSecond: 300 });
    desk.clock.advance(8 * hour - 65_000);
    desk.pace.take = async () => ({ taken: true, wait: 9_000 });
    await desk.send();
    expect(desk.sender.tried).toEqual([]);
    expect(desk.states()).toEqual(['deferred', 'deferred', 'deferred']);
    expect(await desk.spent()).toBe(0);
  });

  it('skips people whose zones are never in their windows at the same time', async () => {
    const desk = await sendingDesk();
    await desk.send(desk.batch, () => ({ open: false, until: null }));
    expect(desk.reasons()).toEqual(['no-window', 'no-window', 'no-window']);
  });
});

describe('a broadcast', () => {
  it.each<[string, Partial<EventBroadcast>]>([
    ['paused', { status: 'paused', pausedBecause: 'person' }],
    ['to be approved', { status: 'awaiting-approval', approval: 'second-person' }],
    ['approved by nobody yet, and being planned', { status: 'planning', approval: 'second-person' }],
    ['on hold', { holdUntil: '2026-11-20T17:00:00.001Z' }],
  ])('that is %s keeps its people waiting', async (_, differs) => {
    const desk = await sendingDesk({ broadcast: differs });
    await desk.send();
    expect(desk.sender.tried).toEqual([]);
    expect(desk.states()).toEqual(['pending', 'pending', 'pending']);
    expect(desk.timetable.rows()).toEqual([]);
    expect(await desk.spent()).toBe(0);
  });

  it.each<Partial<EventBroadcast>>([
    { status: 'planning' },
    { holdUntil: '2026-11-20T17:00:00.000Z' },
    { approval: 'second-person', approvedBy: { kind: 'person', id: 'platform', name: 'Sam Roe' } },
  ])('that may leave does: %j', async (differs) => {
    const desk = await sendingDesk({ broadcast: differs });
    await desk.send();
    expect(desk.states()).toEqual(['accepted', 'accepted', 'accepted']);
  });

  it.each([
    ['cancelled', 'cancelled'],
    ['stopped', 'superseded'],
  ] as const)('that is %s texts nobody, and says why', async (status, reason) => {
    const desk = await sendingDesk({ broadcast: { status } });
    await desk.send();
    expect(desk.sender.tried).toEqual([]);
    expect(desk.states()).toEqual(['skipped', 'skipped', 'skipped']);
    expect(desk.reasons()).toEqual([reason, reason, reason]);
    expect(await desk.tally()).toEqual(desk.counted());
  });

  it.each([
    ['paused', ['accepted', 'pending', 'pending']],
    ['cancelled', ['accepted', 'skipped', 'skipped']],
    ['stopped', ['accepted', 'skipped', 'skipped']],
  ] as const)('that is %s between two chunks stops there', async (status, states) => {
    const desk = await sendingDesk({ segmentsPerSecond: 2 });
    const { send } = desk.sender;
    desk.sender.send = async (text) => {
      await desk.broadcasts.setStatus(desk.id, 'sending', status);
      return send(text);
    };
    await desk.send();
    expect(desk.states()).toEqual(states);
    expect(await desk.spent()).toBe(2 * 8300);
  });

  it('that is paused while a chunk is under way leaves those who are in it, and nobody after', async () => {
    const desk = await sendingDesk({ segmentsPerSecond: 4 });
    const { beginPosting } = desk.ledger;
    desk.ledger.beginPosting = async (...how) => {
      await desk.broadcasts.setStatus(desk.id, 'sending', 'paused');
      return beginPosting(...how);
    };
    await desk.send();
    expect(desk.states()).toEqual(['accepted', 'accepted', 'pending']);
  });

  it('that is paused while a batch waits for its turn texts nobody', async () => {
    const desk = await sendingDesk();
    desk.pace.take = async () => {
      await desk.broadcasts.setStatus(desk.id, 'sending', 'paused');
      return { taken: true, wait: 1 };
    };
    await desk.send();
    expect(desk.states()).toEqual(['pending', 'pending', 'pending']);
    expect(await desk.spent()).toBe(0);
  });
});

describe('somebody who leaves', () => {
  it('after the batch was queued, or even after their profile was read, is not texted', async () => {
    const desk = await sendingDesk();
    await desk.leave(1);
    const { findMany } = desk.subscribers;
    desk.subscribers.findMany = async (hashes) => {
      const found = await findMany(hashes);
      await desk.leave(2);
      return found;
    };
    await desk.send();
    expect(desk.states()).toEqual(['skipped', 'skipped', 'accepted']);
    expect(desk.reasons()).toEqual(['left', 'left', null]);
    expect(desk.sender.tried).toMatchObject([{ to: phone(3) }]);
    expect(await desk.spent()).toBe(2 * 8300);
  });

  it('between two chunks is not texted, nor is who has no profile any more', async () => {
    const desk = await sendingDesk({ segmentsPerSecond: 2 });
    const { send } = desk.sender;
    desk.sender.send = async (text) => {
      await desk.leave(2);
      return send(text);
    };
    await desk.subscribers.erase({ hash: hash(3), at: '', by: '' }, consent({ hash: hash(3) }));
    await desk.send();
    expect(desk.reasons()).toEqual([null, 'left', 'left']);
    expect(desk.textsTo(2)).toEqual([]);
  });

  it('is not texted, however late it is: the transaction right before the text sees it', async () => {
    const desk = await sendingDesk();
    const { beginPosting } = desk.ledger;
    desk.ledger.beginPosting = async (key, ...how) => {
      if (key.hash === hash(2)) await desk.leave(2);
      return beginPosting(key, ...how);
    };
    await desk.send();
    expect(desk.states()).toEqual(['accepted', 'skipped', 'accepted']);
    expect(desk.textsTo(2)).toEqual([]);
    expect(await desk.spent()).toBe(2 * 2 * 8300);
  });
});

describe('who moved since the broadcast was planned', () => {
  it('is texted when it is day where they were and where they are, until the first of both evenings', async () => {
    const desk = await sendingDesk({ people: 1, subscriber: { zones: 'Pacific/Honolulu' } });
    await desk.send();
    expect(desk.states()).toEqual(['deferred']);
    // seven in the morning in Honolulu is noon in New York; the window opens at nine there
    expect(desk.timetable.rows().filter(({ kind }) => kind === 'open-shard')).toMatchObject([
      { at: '2026-11-20T19:00:00.000Z' },
    ]);
    desk.clock.advance(2 * hour);
    await desk.send();
    expect(desk.states()).toEqual(['accepted']);
    expect(desk.sender.tried[0]).toMatchObject({ validitySeconds: 4 * 3600 });
    const eastward = await sendingDesk({ people: 1, subscriber: { zones: 'America/St_Johns' } });
    eastward.clock.advance(5.5 * hour);
    await eastward.send();
    // eight in the evening in Newfoundland is half past six in New York
    expect(eastward.sender.tried[0]).toMatchObject({ validitySeconds: 3600 });
  });

  it.each([
    'America/New_York@23',
    // nineteen in Chicago is twenty in New York, when its window is over
    'America/Chicago@19',
  ])('is skipped where that is never: %s', async (zones) => {
    const desk = await sendingDesk({ people: 1, subscriber: { zones, notBefore: 19 } });
    await desk.send();
    expect(desk.row(1)).toMatchObject({ state: 'skipped', reason: 'no-window' });
    expect(desk.timetable.rows()).toEqual([]);
  });

  it('waits for the opening of both, which is another day where theirs is over on this', async () => {
    const desk = await sendingDesk({ people: 1, subscriber: { zones: 'Pacific/Guam' } });
    await desk.send();
    // nine in the morning in Guam is six in the evening in New York
    expect(desk.timetable.rows()).toMatchObject([{ kind: 'open-shard', at: '2026-11-20T23:00:00.000Z' }]);
  });
});
