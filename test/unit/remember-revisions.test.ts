import { describe, expect, it } from 'vitest';
import { rememberRevisions } from '../../shared/use-cases/remember-revisions.ts';
import { revision } from '../samples/revision.ts';

type Wanted = Parameters<ReturnType<typeof rememberRevisions>>[0][number];
const id = 'rul_01JD4Z00000000000000000001';
const other = 'rul_01JD4Z00000000000000000002';
const want = (rulingId: Wanted['id'], number: number): Wanted => ({ id: rulingId, revision: number });

/** A store of the first three revisions of any ruling that answers when it is let, and tells what it was asked for. */
const slowStore = (most?: number) => {
  const asked: string[] = [];
  const waiting: { readonly answer: () => void; readonly fail: (error: Error) => void }[] = [];
  const revisions = rememberRevisions(
    {
      revisions: async (wanted) => {
        asked.push(wanted.map((one) => `${one.id.slice(-1)}#${one.revision}`).join(' '));
        await new Promise<void>((answer, fail) => waiting.push({ answer, fail }));
        return wanted
          .filter((one) => one.revision <= 3)
          .map((one) => revision({ rulingId: one.id, revision: one.revision }));
      },
    },
    ...(most === undefined ? [] : [most]),
  );
  const told = async (wanted: readonly Wanted[]) =>
    (await revisions(wanted)).map((one) => `${one.rulingId.slice(-1)}#${one.revision}`);
  const answerAll = () => {
    for (const { answer } of waiting.splice(0)) answer();
  };
  /** Asks, and lets the store answer. */
  const ask = async (...wanted: Wanted[]) => {
    const answer = told(wanted);
    answerAll();
    return answer;
  };
  return { asked, waiting, told, ask, answerAll };
};

describe('a revision', () => {
  it('is read once, by feeds that ask at the same time and by those that ask later', async () => {
    const { asked, told, ask, answerAll } = slowStore();
    const feeds = [
      told([want(id, 1), want(other, 1)]),
      told([want(other, 1), want(id, 2)]),
      told([want(id, 2), want(id, 1)]),
    ];
    expect(asked).toEqual(['1#1 2#1', '1#2']);
    answerAll();
    expect(await Promise.all(feeds)).toEqual([
      ['1#1', '2#1'],
      ['2#1', '1#2'],
      ['1#2', '1#1'],
    ]);
    expect(await ask(want(id, 2), want(other, 1))).toEqual(['1#2', '2#1']);
    expect(asked).toHaveLength(2);
  });

  it('is not taken for another of its ruling, nor for the same number of another', async () => {
    const { asked, ask } = slowStore();
    await ask(want(id, 1));
    expect(await ask(want(id, 2), want(other, 1))).toEqual(['1#2', '2#1']);
    expect(asked).toEqual(['1#1', '1#2 2#1']);
  });

  it('whose reading failed is read again, and whoever waited for it is told', async () => {
    const { asked, waiting, told, ask } = slowStore();
    const feeds = [told([want(id, 1)]), told([want(id, 1), want(id, 1)])];
    waiting.splice(0)[0]?.fail(new Error('throttled'));
    for (const outcome of await Promise.allSettled(feeds))
      expect(outcome).toMatchObject({ status: 'rejected', reason: { message: 'throttled' } });
    expect(await ask(want(id, 1))).toEqual(['1#1']);
    expect(asked).toEqual(['1#1', '1#1']);
  });

  it('that is not there is looked for again, since it may come', async () => {
    const { asked, ask } = slowStore();
    expect(await ask(want(id, 4), want(id, 3))).toEqual(['1#3']);
    expect(await ask(want(id, 4))).toEqual([]);
    expect(asked).toEqual(['1#4 1#3', '1#4']);
  });
});

describe('what is remembered', () => {
  it('is so much, that which was asked for last', async () => {
    const { asked, ask } = slowStore(2);
    await ask(want(id, 1), want(id, 2));
    await ask(want(id, 1));
    await ask(want(id, 3));
    expect(asked).toEqual(['1#1 1#2', '1#3']);
    // the second was not asked for since, so it left
    await ask(want(id, 1), want(id, 3));
    expect(asked).toHaveLength(2);
    await ask(want(id, 2));
    expect(asked.at(-1)).toBe('1#2');
  });

  it('may be less than what one feed asks for', async () => {
    const { asked, ask } = slowStore(1);
    const all = [want(id, 1), want(id, 2), want(id, 3)];
    expect(await ask(...all)).toEqual(['1#1', '1#2', '1#3']);
    expect(await ask(...all)).toEqual(['1#1', '1#2', '1#3']);
    expect(asked).toEqual(['1#1 1#2 1#3', '1#1 1#2']);
  });

  it('is what feeds need unless told otherwise, and not without end', async () => {
    const { asked, ask } = slowStore();
    const many = Array.from({ length: 700 }, (_, at) => want(`rul_01JD4Z0000000000000000${1000 + at}`, 1));
    await ask(...many);
    await ask(...many.slice(-600));
    expect(asked).toHaveLength(1);
    await ask(...many.slice(0, 1));
    expect(asked).toHaveLength(2);
  });
});
