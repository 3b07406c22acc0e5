import { noExchange } from '../../shared/domain/exchange.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { WebhookSender } from '../../shared/ports/webhook-sender.ts';

/** What a receiver does with a message: the time it takes (ms), and its answer. */
export interface Reaction {
  readonly ms: number;
  readonly status: number;
  readonly abort?: boolean;
  readonly retryAfter?: string;
}

/** A message as its receiver heard it, open from `from` until `until` (ms since 1970); `status` is null when it was cut by its deadline. */
export interface Heard {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly from: number;
  readonly until: number;
  readonly status: number | null;
}

/** Receivers on a clock. As in a socket, a message that is begun too late is heard all the same, and cut at once. */
export const fakeWebhookSender = (
  clock: Clock,
  react: (url: string) => Reaction,
): WebhookSender & { readonly heard: Heard[] } => {
  const heard: Heard[] = [];
  return {
    heard,
    post: async ({ url, headers, body, deadline }) => {
      const { ms, status, abort = false, retryAfter } = react(url);
      const from = clock.now();
      const left = Math.max(1, deadline - from);
      const cut = ms >= left;
      const total = cut ? left : ms;
      heard.push({ url, headers, body, from, until: from + total, status: cut ? null : status });
      await clock.sleep(total);
      if (cut) return noExchange('timeout');
      const times = { dns: 0, connect: 0, firstByte: total, total };
      return { status, error: null, ms: times, answer: '', retryAfter, abort };
    },
  };
};
