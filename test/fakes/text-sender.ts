import type { OutgoingText, TextSender, TextSendOutcome } from '../../shared/ports/text-sender.ts';

/** How the network behaves on one try: it takes the text or not, and says so or not. */
export type Behaviour = (
  text: OutgoingText,
  number: number,
) => { readonly taken: boolean; readonly says: TextSendOutcome };

export const takes: Behaviour = (_text, number) => ({ taken: true, says: { kind: 'accepted', sid: sidOf(number) } });

export const sidOf = (number: number): string => `SM${String(number).padStart(32, '0')}`;

/** A network that keeps what it took: each of these reached a phone. */
export const fakeTextSender = (
  behave: Behaviour = takes,
): TextSender & { readonly taken: (OutgoingText & { readonly sid: string })[]; readonly tried: OutgoingText[] } => {
  const taken: (OutgoingText & { sid: string })[] = [];
  const tried: OutgoingText[] = [];
  return {
    taken,
    tried,
    send: async (text) => {
      tried.push(text);
      const behaviour = behave(text, tried.length);
      if (behaviour.taken) taken.push({ ...text, sid: sidOf(tried.length) });
      return behaviour.says;
    },
  };
};
