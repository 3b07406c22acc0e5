import { type Broadcast, type LedgerRow, placesIn } from './broadcast.ts';
import type { Newsroom } from './newsroom.ts';
import { digestText, type TextBody } from './text-body.ts';

/** What a row of the ledger says to its person: the same words whenever it is asked, since a broadcast is frozen. */
export const saidIn = (newsroom: Newsroom, broadcast: Broadcast, { variant }: Pick<LedgerRow, 'variant'>): TextBody => {
  if (broadcast.kind === 'reply') return broadcast.text;
  if (broadcast.kind === 'digest') {
    const items = placesIn(variant).flatMap((place) => broadcast.items[place] ?? []);
    const [first] = items;
    if (first === undefined) throw new Error(`the digest ${broadcast.id} has no items ${variant}`);
    return digestText(newsroom, items, first.audience.language);
  }
  const said = broadcast.variants[variant];
  if (said === undefined) throw new Error(`the broadcast ${broadcast.id} has no variant ${variant}`);
  return said;
};
