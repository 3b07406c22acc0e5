import type { MessageStatus } from './message.ts';

/** A phone that got or sent texts, as `GET /_sim/phones` lists it, with the last of them. */
export interface ShownPhone {
  readonly phone: string;
  readonly texts: number;
  readonly lastAt: string;
  readonly lastBody: string;
  /** Itself, or us. */
  readonly lastFrom: string;
}

/** One text of a conversation, as `GET /_sim/conversation` lists it. */
export interface ShownText {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly status: MessageStatus;
  readonly at: string;
}
