import { describe, expect, it } from 'vitest';
import type { RulingContent } from '../../shared/domain/ruling.ts';
import { planDigest } from '../../shared/use-cases/plan-digest.ts';
import { textDesk } from '../samples/text-desk.ts';
import { hash, phone } from '../samples/texting.ts';

const hour = 3_600_000;
const zones = 'America/New_York';
/** The morning after the desk's noon. */
const opening = '2026-11-21T14:00:00.000Z';
const due = { kind: 'digest', zones, frequency: 'daily', at: opening } as const;

const named = (slug: string, differs: Partial<RulingContent> = {}): Partial<RulingContent> => ({
  ...{ slug, url: `https://newsroom.example/rulings/${slug}`, headline: `About ${slug}`, topics: ['transport'] },
  ...differs,
});

/** Rulings are published at noon and texted; the next morning the digest is planned and sent. */
const morning = async (desk: ReturnType<typeof textDesk>): Promise<void> => {
  desk.clock.advance(Date.parse(opening) - desk.clock.now());
  await planDigest(desk)(due);
  await desk.sendAll();
};

describe('a daily digest', () => {
  it('is one text of several rulings to who wants it, the newest first, each with its verdict and a link', async () => {
    const desk = textDesk();
    await desk.join(1, { frequency: 'daily' });
    await desk.join(2);
    for (const slug of ['tolls', 'fares']) {
      const { sequence } = await desk.publish(named(slug, { texts: 'immediate' }));
      desk.clock.advance(60_000);
      await desk.tell(sequence);
    }
    expect(desk.textsTo(1)).toEqual([]);
    await morning(desk);
    expect(desk.textsTo(1)).toHaveLength(1);
    expect(desk.textsTo(1)[0]).toMatch(
      /^Ferry St, 2 fact-checks: 1\. About fares\. Claim rated FALSE\. \S+\/s\/\S{8} 2\. About tolls\. Claim rated FALSE\. \S+ STOP to end$/,
    );
    expect(desk.rowsOf(1)).toMatchObject([{ via: 'digest', state: 'accepted', variant: 'items#0,1' }]);
    expect(desk.rowsOf(1)[0]?.rulings).toHaveLength(2);
  });

  it('tells everybody what was not to be texted at once, and nobody what they heard', async () => {
    const desk = textDesk();
    await desk.join(1, { frequency: 'daily' });
    await desk.join(2);
    const now = await desk.publish(named('at-once', { texts: 'immediate' }));
    const later = await desk.publish(named('later', { texts: 'digest' }));
    await desk.publish(named('never', { texts: 'none' }));
    for (const { sequence } of [now, later]) await desk.tell(sequence);
    expect(desk.textsTo(2)).toHaveLength(1);
    await morning(desk);
    expect(desk.textsTo(1)[0]).toMatch(/2 fact-checks: 1\. About (later|at-once)/);
    expect(desk.textsTo(2)[1]).toMatch(/^Ferry St, 1 fact-check: 1\. About later\./);
    for (const text of [...desk.textsTo(1), ...desk.textsTo(2)]) expect(text).not.toContain('never');
  });

  it('leaves out for a person what they heard before they wanted digests, wherever they were then', async () => {
    const desk = textDesk();
    await desk.join(1, { zones: 'America/Chicago' });
    const heard = await desk.publish(named('heard', { texts: 'immediate' }));
    await desk.tell(heard.sequence);
    const { subscribers, clock } = desk;
    clock.advance(hour);
    const [profile] = await subscribers.findMany([hash(1)]);
    if (!profile) throw new Error('nobody joined');
    subscribers.replace(profile, {
      ...profile,
      frequency: 'daily',
      zones,
      updatedAt: new Date(clock.now()).toISOString(),
    });
    await desk.publish(named('fresh', { texts: 'immediate' }));
    await morning(desk);
    expect(desk.textsTo(1)).toHaveLength(2);
    expect(desk.textsTo(1)[1]).toMatch(/1 fact-check: 1\. About fresh/);
  });

  it('has each person’s topics and language', async () => {
    const desk = textDesk();
    await desk.join(1, { frequency: 'daily', topics: ['health'] });
    await desk.join(2, { frequency: 'daily', language: 'es' });
    await desk.join(3, { frequency: 'daily', topics: ['sport'] });
    await desk.publish(named('flu', { topics: ['health'], texts: 'immediate' }));
    await desk.publish(named('bus', { texts: 'immediate' }));
    await desk.publish(named('gripe', { language: 'es-MX', texts: 'immediate' }));
    await morning(desk);
    expect(desk.textsTo(1)[0]).toMatch(/1 fact-check: 1\. About flu/);
    expect(desk.textsTo(2)[0]).toMatch(/1 verificacion: 1\. About gripe\. Calificamos la frase/);
    expect(desk.textsTo(3)).toEqual([]);
  });

  it('says what is right now, and nothing of what was withdrawn', async () => {
    const desk = textDesk();
    await desk.join(1, { frequency: 'daily' });
    const wrong = await desk.publish(named('wrong', { texts: 'immediate' }));
    const gone = await desk.publish(named('gone', { texts: 'immediate' }));
    const changes = { rating: 'true', headline: 'Yes, tolls double' };
    await desk.revise(wrong, { kind: 'correction', note: 'We erred.', changes, texts: null });
    await desk.revise(gone, { kind: 'retraction', note: 'We erred.', texts: null });
    await morning(desk);
    expect(desk.textsTo(1)).toHaveLength(1);
    expect(desk.textsTo(1)[0]).toMatch(/1 fact-check: 1\. Yes, tolls double\. Claim rated TRUE\./);
  });

  it('is not made where nothing was published, nor of an archive, nor of what is older', async () => {
    const desk = textDesk();
    await desk.join(1, { frequency: 'daily' });
    await desk.publish(named('old', { texts: 'immediate' }));
    desk.clock.advance(30 * hour);
    await planDigest(desk)({ ...due, at: '2026-11-22T14:00:00.000Z' });
    expect(desk.broadcasts.all()).toEqual([]);
  });

  it('is planned once, however often its message comes, and of the people of its zone alone', async () => {
    const desk = textDesk();
    await desk.join(1, { frequency: 'daily' });
    await desk.join(2, { frequency: 'daily', zones: 'America/Denver' });
    await desk.publish(named('tolls', { texts: 'immediate' }));
    await morning(desk);
    await morning(desk);
    expect(desk.textsTo(1)).toHaveLength(1);
    expect(desk.textsTo(2)).toEqual([]);
  });

  it('counts the last rulings where there are too many, and owes no correction of those', async () => {
    const desk = textDesk();
    await desk.join(1, { frequency: 'daily' });
    for (let at = 0; at < 12; at += 1) {
      await desk.publish(named(`ruling-${at}`, { headline: `${'Word '.repeat(20)}${at}`, texts: 'immediate' }));
      desk.clock.advance(1000);
    }
    await morning(desk);
    const [text = ''] = desk.textsTo(1);
    const [, more] = /And (\d+) more on our page/.exec(text) ?? [];
    expect(desk.rowsOf(1)[0]?.rulings).toHaveLength(12 - Number(more));
  });
});

describe('a correction', () => {
  const wrongRating = { kind: 'correction', note: 'We erred.', changes: { rating: 'true' }, texts: null } as const;

  it('reaches who read the error in a digest, and nobody else', async () => {
    const desk = textDesk();
    await desk.join(1, { frequency: 'daily' });
    await desk.join(2, { frequency: 'daily', topics: ['health'] });
    const wrong = await desk.publish(named('wrong', { texts: 'immediate' }));
    await desk.publish(named('flu', { topics: ['health'], texts: 'immediate' }));
    await morning(desk);
    await desk.tell(await desk.revise(wrong, wrongRating));
    expect(desk.textsTo(1)).toHaveLength(2);
    expect(desk.textsTo(1)[1]).toMatch(/^CORRECTION: Claim ".*" was rated FALSE, now TRUE\./);
    expect(desk.textsTo(2)).toHaveLength(1);
  });

  it('takes those out of a digest who still wait in it with the error, and tells them what is right', async () => {
    const desk = textDesk();
    await desk.join(1, { frequency: 'daily' });
    const wrong = await desk.publish(named('wrong', { texts: 'immediate' }));
    desk.clock.advance(Date.parse(opening) - desk.clock.now());
    await planDigest(desk)(due);
    await desk.tell(await desk.revise(wrong, wrongRating));
    await desk.sendAll();
    expect(desk.textsTo(1)).toHaveLength(1);
    expect(desk.textsTo(1)[0]).toMatch(/^Ferry St: About wrong\. Claim rated TRUE\./);
    expect(desk.rowsOf(1)).toMatchObject([
      { via: 'digest', state: 'skipped', reason: 'superseded' },
      { state: 'accepted' },
    ]);
  });

  it('that came while a digest was being planned leaves nobody with the error', async () => {
    const desk = textDesk();
    await desk.join(1, { frequency: 'daily' });
    const wrong = await desk.publish(named('wrong', { texts: 'immediate' }));
    desk.clock.advance(Date.parse(opening) - desk.clock.now());
    // committed and planned after the digest read the ruling, and before its people had rows
    let corrected = false;
    const ledger = {
      ...desk.ledger,
      addAll: async (rows: Parameters<typeof desk.ledger.addAll>[0]) => {
        if (!corrected) {
          corrected = true;
          await desk.tell(await desk.revise(wrong, wrongRating));
        }
        return desk.ledger.addAll(rows);
      },
    };
    await planDigest({ ...desk, ledger })(due);
    await desk.sendAll();
    expect(corrected).toBe(true);
    for (const text of desk.textsTo(1)) expect(text).not.toContain('FALSE');
    expect(desk.sender.taken.filter(({ to }) => to === phone(1)).length).toBeLessThanOrEqual(1);
  });
});

describe('a plan', () => {
  it('of more rulings than a transaction holds takes the newest', async () => {
    const desk = textDesk();
    await desk.join(1, { frequency: 'daily' });
    for (let at = 0; at < 101; at += 1) await desk.publish(named(`ruling-${at}`, { texts: 'immediate' }));
    await morning(desk);
    const [digest] = desk.broadcasts.all();
    expect(digest?.kind === 'digest' && digest.items.length).toBe(90);
    expect(desk.textsTo(1)).toHaveLength(1);
  });

  it('looks where readers may have heard, and not in everything that ever spoke of a ruling', async () => {
    const desk = textDesk();
    const others = ['America/Chicago', 'America/Denver', 'America/Los_Angeles'];
    const unchanged = { frequency: 'daily', updatedAt: '2026-11-01T00:00:00.000Z' } as const;
    await desk.join(1, unchanged);
    for (const [at, zone] of others.entries()) await desk.join(2 + at, { ...unchanged, zones: zone });
    await desk.publish(named('tolls', { texts: 'immediate' }));
    for (const zone of others) {
      desk.clock.advance(Date.parse(opening) - desk.clock.now());
      await planDigest(desk)({ ...due, zones: zone });
    }
    let keys = 0;
    const ledger = {
      ...desk.ledger,
      findMany: (wanted: Parameters<typeof desk.ledger.findMany>[0]) => {
        keys += wanted.length;
        return desk.ledger.findMany(wanted);
      },
    };
    await planDigest({ ...desk, ledger })(due);
    expect(keys).toBe(0);
    for (const one of [1, 2, 3, 4]) expect(desk.rowsOf(one)).toHaveLength(1);
  });

  it('goes on while somebody holds the digest, and what is planned leaves once they let it', async () => {
    const desk = textDesk();
    await desk.join(1, { frequency: 'daily' });
    await desk.publish(named('tolls', { texts: 'immediate' }));
    desk.clock.advance(Date.parse(opening) - desk.clock.now());
    const { shards } = desk.subscribers;
    const subscribers = {
      ...desk.subscribers,
      shards: async () => {
        const [digest] = desk.broadcasts.all();
        if (digest)
          await desk.broadcasts.setStatus(digest.id, 'planning', 'paused', { patch: { pausedBecause: 'person' } });
        return shards();
      },
    };
    await planDigest({ ...desk, subscribers })(due);
    await desk.sendAll();
    const [digest] = desk.broadcasts.all();
    expect(digest).toMatchObject({ status: 'paused', plannedAt: opening });
    expect(desk.rowsOf(1)).toMatchObject([{ state: 'pending' }]);
    if (!digest) throw new Error('no digest');
    await desk.broadcasts.setStatus(digest.id, 'paused', 'sending');
    await desk.recheck(digest.id);
    await desk.sendAll();
    expect(desk.textsTo(1)).toHaveLength(1);
  });

  it('leaves out what was taken over since the rulings were chosen, and keeps the others', async () => {
    const desk = textDesk();
    await desk.join(1, { frequency: 'daily' });
    const wrong = await desk.publish(named('wrong', { texts: 'immediate' }));
    await desk.publish(named('right', { texts: 'immediate' }));
    desk.clock.advance(Date.parse(opening) - desk.clock.now());
    const broadcasts = {
      ...desk.broadcasts,
      freeze: async (...made: Parameters<typeof desk.broadcasts.freeze>) => {
        const frozen = await desk.broadcasts.freeze(...made);
        if (frozen && made[0].kind === 'digest')
          await desk.tell(
            await desk.revise(wrong, {
              kind: 'correction',
              note: 'We erred.',
              changes: { rating: 'true' },
              texts: null,
            }),
          );
        return frozen;
      },
    };
    await planDigest({ ...desk, broadcasts })(due);
    await desk.sendAll();
    expect(desk.textsTo(1)).toHaveLength(1);
    expect(desk.textsTo(1)[0]).toMatch(/1 fact-check: 1\. About right\./);
  });

  it('that has no time for everybody goes on in its next message', async () => {
    const desk = textDesk();
    const people = Array.from({ length: 24 }, (_, at) => at + 1);
    for (const one of people) await desk.join(one, { frequency: 'daily' });
    await desk.publish(named('tolls', { texts: 'immediate' }));
    desk.clock.advance(Date.parse(opening) - desk.clock.now());
    const { cohort } = desk.subscribers;
    const slow = {
      ...desk.subscribers,
      cohort: (shard: Parameters<typeof cohort>[0]) => {
        desk.clock.advance(121_000);
        return cohort(shard);
      },
    };
    await planDigest({ ...desk, subscribers: slow })(due);
    expect(desk.plans.messages()).toEqual([due]);
    expect(desk.broadcasts.all()).toMatchObject([{ status: 'planning' }]);
    await desk.pass(1000);
    await desk.sendAll();
    for (const one of people) expect(desk.textsTo(one)).toHaveLength(1);
  });
});
