import { type Broadcast, type EventBroadcast, saidOf, variantFrom } from './broadcast.ts';
import type { RulingEvent } from './event.ts';
import type { Newsroom } from './newsroom.ts';
import type { Revision } from './ruling.ts';
import { correctionText, firstText, retractionText, type TextBody, updateText } from './text-body.ts';

/**
 * What the texts of an event say: `first` to who has not heard of the ruling, and a text of its own to who heard, or may have heard, of each
 * earlier revision. `spoken` is the revision that they speak of, and `link` leads to it.
 */
export const textsOfEvent = (
  newsroom: Newsroom,
  event: Pick<RulingEvent, 'type' | 'note' | 'rulingId'>,
  spoken: Revision,
  earlier: readonly Broadcast[],
  link: string,
): EventBroadcast['variants'] => {
  // an editor's own words for a later event speak to those who heard what was before
  const content = event.type === 'ruling.published' ? spoken.content : { ...spoken.content, textBody: null };
  const first = event.type === 'ruling.retracted' ? {} : { first: firstText(newsroom, content, link) };
  // a ruling may have been in a hundred digests, which spoke of a handful of its revisions; rendering a text takes up to 10 ms
  const again: Record<string, TextBody> = {};
  for (const broadcast of earlier) {
    const heard = saidOf(broadcast, event.rulingId);
    if (!heard) continue;
    const missed = missedCorrection(event, spoken, heard.revision);
    again[variantFrom(heard)] ??= textAgain(newsroom, event, spoken, heard, missed, link);
  }
  return { ...again, ...first };
};

/** The note of the correction that came between what somebody heard and an update: they are told of that, and not of an update. */
const missedCorrection = (
  { type }: Pick<RulingEvent, 'type'>,
  { notes }: Revision,
  heard: number,
): string | undefined =>
  type === 'ruling.updated'
    ? notes.findLast(({ kind, revision }) => kind === 'correction' && revision > heard)?.text
    : undefined;

const textAgain = (
  newsroom: Newsroom,
  { type, note }: Pick<RulingEvent, 'type' | 'note'>,
  { content }: Revision,
  heard: { readonly rating: string },
  missed: string | undefined,
  link: string,
): TextBody => {
  if (type === 'ruling.retracted') return retractionText(newsroom, content, note, link);
  if (missed !== undefined) return correctionText(newsroom, { ...content, textBody: null }, heard, missed, link);
  return type === 'ruling.updated'
    ? updateText(newsroom, content, heard, note, link)
    : correctionText(newsroom, content, heard, note, link);
};
