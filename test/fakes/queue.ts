import type { Queue } from '../../shared/ports/queue.ts';

/** A queue that keeps what it was sent; like SQS it takes JSON, so what is not JSON does not arrive. */
export const fakeQueue = <Message>(): Queue<Message> & {
  readonly sent: { readonly message: Message; readonly delaySeconds: number }[];
  /** The messages alone. */
  messages(): Message[];
} => {
  const sent: { message: Message; delaySeconds: number }[] = [];
  return {
    sent,
    messages: () => sent.map(({ message }) => message),
    send: async (messages, delaySeconds = 0) => {
      if (delaySeconds < 0 || delaySeconds > 900) throw new Error('SQS delays by 0 to 900 seconds');
      for (const message of messages) sent.push({ message: structuredClone(message), delaySeconds });
    },
  };
};
