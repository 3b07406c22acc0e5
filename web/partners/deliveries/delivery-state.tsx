import type { DeliveryView } from '../../../shared/use-cases/show-deliveries.ts';
import { ClockTime } from '../../parts/clock-time.tsx';

const tags = {
  pending: ['on its way', ''],
  sending: ['being sent', ''],
  delivered: ['delivered', 'good'],
  waiting: ['waits', 'warn'],
  superseded: ['superseded', ''],
} as const satisfies Record<DeliveryView['state'], readonly [words: string, tone: string]>;

/** How far a delivery has come, in words. */
export const DeliveryState = ({ state, attempts, nextAttemptAt }: DeliveryView) => {
  const failed = state === 'pending' && attempts.length > 0 && attempts.at(-1)?.error !== 'interrupted';
  const [words, tone] = failed && nextAttemptAt !== null ? (['tried again', 'warn'] as const) : tags[state];
  return (
    <>
      <span class={`tag ${tone}`}>{words}</span>{' '}
      {state === 'pending' && attempts.length > 0 && nextAttemptAt !== null && (
        <>
          at <ClockTime at={nextAttemptAt} />
        </>
      )}
    </>
  );
};
