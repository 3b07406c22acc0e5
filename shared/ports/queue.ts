/** A queue of work. A message only says that there is work; it may come twice, late and out of order. */
export interface Queue<Message> {
  /** Puts all messages on the queue, or throws; what was already taken when it throws stays there. `delaySeconds` is 0 to 900. */
  send(messages: readonly Message[], delaySeconds?: number): Promise<void>;
}
