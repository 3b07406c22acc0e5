import type { Exchange } from '../domain/exchange.ts';

/** Posts to partners' endpoints. */
export interface WebhookSender {
  /**
   * One exchange, over by `deadline` (ms since 1970). Whatever the other side does is an answer, not an error; it throws on our own
   * defects alone.
   */
  post(request: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly deadline: number;
  }): Promise<Exchange>;
}
