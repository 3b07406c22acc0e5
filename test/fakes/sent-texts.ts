import type { SentText, SentTexts } from '../../shared/ports/text-sender.ts';
import { type Behaviour, sidOf } from './text-sender.ts';

/** What a network lists of the texts that it took; `watching` takes them down. A test may change or hide what is listed. */
export const fakeSentTexts = (clock: { now(): number }) => {
  const listed = new Map<string, SentText[]>();
  const asked: string[] = [];
  const texts: SentTexts = {
    to: async (phone, since) => {
      asked.push(phone);
      return structuredClone((listed.get(phone) ?? []).filter(({ createdAt }) => createdAt >= since));
    },
  };
  const watching =
    (behave: Behaviour): Behaviour =>
    (text, number) => {
      const behaviour = behave(text, number);
      const made = { sid: sidOf(number), status: 'sent', code: null, body: text.body, createdAt: clock.now() };
      if (behaviour.taken) listed.set(text.to, [...(listed.get(text.to) ?? []), made]);
      return behaviour;
    };
  return { ...texts, listed, asked, watching };
};
