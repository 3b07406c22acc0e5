export const deliveryStates = ['pending', 'sending', 'delivered', 'waiting', 'superseded'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** Everything that can happen to a delivery: from which states to which one. `waiting` is not terminal: nothing owed is dropped. */
export const deliveryMoves = {
  begin: { from: ['pending'], to: 'sending' },
  arrive: { from: ['sending'], to: 'delivered' },
  fail: { from: ['sending'], to: 'pending' },
  exhaust: { from: ['sending'], to: 'waiting' },
  park: { from: ['pending'], to: 'waiting' },
  resume: { from: ['waiting', 'pending'], to: 'pending' },
  supersede: { from: ['pending', 'sending', 'waiting'], to: 'superseded' },
  replay: { from: ['delivered', 'waiting', 'pending'], to: 'pending' },
} as const satisfies Record<string, { from: readonly DeliveryState[]; to: DeliveryState }>;
export type DeliveryMove = keyof typeof deliveryMoves;

/** Whether something in this state may make a move. */
export const mayMove = ({ state }: { readonly state: DeliveryState }, name: DeliveryMove): boolean => {
  const from: readonly DeliveryState[] = deliveryMoves[name].from;
  return from.includes(state);
};
