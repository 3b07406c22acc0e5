import type { BroadcastId, RulingId } from '../domain/ids.ts';

/** A link of ours in a text. It is a broadcast's and not a person's, so that clicks are counted without one. */
export interface ShortLink {
  readonly code: string;
  readonly url: string;
  readonly broadcastId: BroadcastId | null;
  /** Null for a draft's. */
  readonly rulingId: RulingId | null;
}

export interface ShortLinks {
  /** The code by which a broadcast's text leads to a ruling: the same however often it is asked for. */
  shorten(link: Omit<ShortLink, 'code'>): Promise<string>;
  find(code: string): Promise<ShortLink | undefined>;
  /** Counts one click. */
  click(code: string): Promise<void>;
  clicks(codes: readonly string[]): Promise<number>;
}
