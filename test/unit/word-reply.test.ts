import { expect, it } from 'vitest';
import { wordReply } from '../../shared/use-cases/word-reply.ts';
import { newsroom } from '../samples/revision.ts';

const word = (written: string, languages: readonly string[] = ['en', 'es']) =>
  wordReply({
    newsroom: { ...newsroom, languages: [...languages] },
    tokens: { seal: () => 'sealed' },
    topics: async () => [],
    clock: { now: () => 0, sleep: async () => {} },
  })({ kind: 'help' }, undefined, written);

it('answers a phone that we do not know in the language of its words, else in the newsroom’s first', async () => {
  expect(await word('AYUDA')).toContain('verificaciones por texto');
  expect(await word('HELP', ['es', 'en'])).toContain('fact-checks by text');
  expect(await word('?', ['es', 'en'])).toContain('verificaciones por texto');
  expect(await word('?')).toContain('fact-checks by text');
});
