import { endedSince, evidence, isHeldBack } from '../domain/consent-history.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import type { Preferences, Subscriber } from '../domain/subscriber.ts';
import type { InboundText } from '../ports/inbound-log.ts';
import { type AskedChange, type ChangeDeps, changeByText, resumeByText } from './change-by-text.ts';

export interface ReturnDeps extends ChangeDeps {
  readonly newsroom: Pick<Newsroom, 'texts'>;
}

/**
 * The confirmation of an opt-out says how to keep single topics: `ONLY health` brings back whoever left, for those topics alone. They
 * are paused until their topics are written, so that whoever dies in between sends them too little and never too much. Undefined where
 * they had not left.
 */
export const returnForTopics =
  (deps: ReturnDeps) =>
  async (
    profile: Subscriber,
    asked: Extract<AskedChange, { readonly kind: 'topics' }>,
    text: Pick<InboundText, 'sid' | 'at' | 'body'>,
  ): Promise<
    | { readonly kind: 'returned'; readonly to: Preferences }
    | { readonly kind: 'start-needed' }
    | { readonly kind: 'overtaken' }
    | undefined
  > => {
    const { subscribers, newsroom } = deps;
    const { hash, status, reason } = profile;
    const { sid, at, body: said } = text;
    const rows = await subscribers.evidenceOf(hash);
    const from = { hash, at, by: 'text', sid, said } as const;
    const isAway = status === 'suppressed' && reason === 'opted-out';
    const isBack = rows.some((row) => row.sid === sid && row.kind === 'returned');
    if (isAway && isHeldBack(newsroom, rows)) return { kind: 'start-needed' };
    if (isAway) {
      // the text is older than what ended theirs: it comes again, or both came at once
      if (endedSince(rows, at)) return { kind: 'overtaken' };
      const waiting = { status: 'paused', reason: 'own-wish' } as const;
      await subscribers.move(hash, ['suppressed'], waiting, at, evidence({ ...from, kind: 'returned' }));
    } else if (!isBack) return undefined;
    const to = await changeByText(deps)(profile, asked, text, []);
    if (to === 'paused') return undefined;
    await resumeByText(deps)(profile, text);
    return { kind: 'returned', to };
  };
