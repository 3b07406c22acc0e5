import { describe, expect, it } from 'vitest';
import type { RulingContent } from '../../shared/domain/ruling.ts';
import type { RulingCommit, RulingStore } from '../../shared/ports/ruling-store.ts';
import { findRuling } from '../../shared/use-cases/find-ruling.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
import { correcting, publishing, revising } from '../samples/commit.ts';
import { content } from '../samples/revision.ts';

const claiming = (text: string): Pick<RulingContent, 'claim'> => ({ claim: { ...content.claim, text } });
const tolls = 'does the new law double every bridge toll in the state?';
const libraries = 'the county closed three rural libraries';

/** A store whose reads are counted, and a finder over it. */
const desk = (wrap: (store: RulingStore) => Partial<RulingStore> = () => ({})) => {
  const store = fakeRulingStore();
  const read = { lists: 0, revisions: 0 };
  const rulings: RulingStore = {
    ...store,
    list: (query) => {
      read.lists++;
      return store.list(query);
    },
    revisions: (wanted) => {
      read.revisions += wanted.length;
      return store.revisions(wanted);
    },
    ...wrap(store),
  };
  let now = Date.parse('2026-11-20T12:00:00.000Z');
  const at = (): string => {
    now += 1000;
    return new Date(now).toISOString();
  };
  const commit = async (made: RulingCommit): Promise<RulingCommit> => {
    const outcome = await store.commit(made, (await store.lastSequence()) + 1);
    if (outcome.kind !== 'committed') throw new Error(outcome.kind);
    return made;
  };
  return {
    store,
    read,
    find: findRuling({ rulings }),
    publish: (differs: Partial<RulingContent> = {}) => commit(publishing(at(), differs)),
    correct: async (published: RulingCommit, changes: Partial<RulingContent>) =>
      commit(await correcting(store, published, at(), changes)),
    edit: async (published: RulingCommit, changes: Partial<RulingContent>) =>
      commit(
        await revising(store, published, at(), { kind: 'update', edit: 'minor', note: null, changes, texts: null }),
      ),
    retract: async (published: RulingCommit) =>
      commit(await revising(store, published, at(), { kind: 'retraction', note: 'We were wrong.', texts: null })),
  };
};

describe('finding a ruling', () => {
  it('finds none in an empty store, and a ruling as soon as it is published', async () => {
    const { find, publish } = desk();
    expect(await find(tolls)).toBeUndefined();
    const { revision } = await publish();
    expect(await find(tolls)).toMatchObject({ rulingId: revision.rulingId, revision: 1 });
    expect(await find(libraries)).toBeUndefined();
  });

  it('reads all rulings once, a page at a time, and then only what changed', async () => {
    const { find, publish, read } = desk();
    for (let at = 0; at < 1234; at++) await publish(claiming(`Bridge number ${at} was painted blue at night.`));
    const { revision } = await publish();
    expect(await find(tolls)).toMatchObject({ rulingId: revision.rulingId });
    // the answer itself is read again
    expect(read).toEqual({ lists: 2, revisions: 1236 });
    await publish(claiming('The county closed three rural libraries.'));
    expect(await find(libraries)).toBeDefined();
    expect(read).toEqual({ lists: 2, revisions: 1238 });
    expect(await find('what is the weather like')).toBeUndefined();
    expect(read).toEqual({ lists: 2, revisions: 1238 });
  });

  it('follows more events than it reads at once', async () => {
    const { find, publish, edit } = desk();
    const published = await publish();
    expect(await find(tolls)).toBeDefined();
    for (let at = 0; at < 430; at++) await edit(published, { headline: `Headline ${at}` });
    expect(await find(tolls)).toMatchObject({ revision: 431 });
  });

  it('answers the newest revision, and only while its claim is the one that is meant', async () => {
    const { find, publish, correct } = desk();
    const published = await publish();
    expect(await find(tolls)).toMatchObject({ revision: 1 });
    await correct(published, { rating: 'half-true' });
    expect(await find(tolls)).toMatchObject({ revision: 2, content: { rating: 'half-true' } });
    await correct(published, claiming('The new law triples every bridge toll in the state.'));
    expect(await find(tolls)).toBeUndefined();
    expect(await find('does the new law triple every bridge toll in the state?')).toMatchObject({ revision: 3 });
  });

  it('heeds an edit that the lists do not show', async () => {
    const { find, publish, edit, store } = desk();
    const published = await publish();
    const { changedAt } = published.revision;
    expect(await find(tolls)).toBeDefined();
    await edit(published, claiming('The new law does not double every bridge toll in the state.'));
    expect((await store.head(published.revision.rulingId))?.changedAt).toBe(changedAt);
    expect(await find(tolls)).toBeUndefined();
  });

  it('never answers a retracted ruling, be it read before it is retracted or after', async () => {
    const { find, publish, retract, store } = desk();
    const published = await publish();
    expect(await find(tolls)).toBeDefined();
    await retract(published);
    expect(await find(tolls)).toBeUndefined();
    expect(await findRuling({ rulings: store })(tolls)).toBeUndefined();
  });

  it('answers the other of two with the same claim once one is retracted', async () => {
    const { find, publish, retract } = desk();
    const old = await publish();
    const { revision } = await publish();
    expect(await find(tolls)).toBeUndefined();
    await retract(old);
    expect(await find(tolls)).toMatchObject({ rulingId: revision.rulingId });
  });

  it('looks at the head last: what is retracted or changed after the log was read is no answer', async () => {
    for (const act of ['retract', 'correct'] as const) {
      let late: (() => Promise<unknown>) | undefined;
      const { find, publish, correct, retract } = desk((store) => ({
        head: async (id) => {
          await late?.();
          late = undefined;
          return store.head(id);
        },
      }));
      const published = await publish();
      late = () => (act === 'retract' ? retract(published) : correct(published, claiming('Tolls are paid twice.')));
      expect(await find(tolls)).toBeUndefined();
    }
  });

  it('gives up where a ruling changes again and again, and answers once it stands', async () => {
    let restless = true;
    const { find, publish, edit } = desk((store) => ({
      head: async (id) => {
        if (restless) await edit(published, { headline: `Headline ${(await store.head(id))?.revision}` });
        return store.head(id);
      },
    }));
    const published = await publish();
    expect(await find(tolls)).toBeUndefined();
    restless = false;
    expect(await find(tolls)).toMatchObject({ revision: 4 });
  });

  it('misses nothing that is committed while it reads for the first time', async () => {
    let meanwhile: (() => Promise<unknown>) | undefined;
    const { find, publish, retract } = desk((store) => ({
      list: async (query) => {
        const page = await store.list(query);
        await meanwhile?.();
        meanwhile = undefined;
        return page;
      },
    }));
    const published = await publish();
    meanwhile = async () => {
      await retract(published);
      await publish(claiming('The county closed three rural libraries.'));
    };
    expect(await find(libraries)).toBeDefined();
    expect(await find(tolls)).toBeUndefined();
  });

  it('reads once for texts that come at once', async () => {
    const { find, publish, read } = desk();
    await publish();
    const found = await Promise.all([find(tolls), find(tolls), find(libraries)]);
    expect(found.map((revision) => revision?.revision)).toEqual([1, 1, undefined]);
    expect(read.lists).toBe(1);
  });

  it('tells whoever waits of a failure, and tries anew for the next', async () => {
    let fails = true;
    const { find, publish } = desk((store) => ({
      list: async (query) => {
        if (fails) throw new Error('throttled');
        return store.list(query);
      },
    }));
    await publish();
    await expect(find(tolls)).rejects.toThrow('throttled');
    fails = false;
    expect(await find(tolls)).toBeDefined();
  });
});
