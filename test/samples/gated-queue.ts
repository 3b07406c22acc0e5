import type { SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import type { Channel } from '../../shared/domain/channel.ts';
import type { HeldWork } from '../../shared/ports/held-work.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { unlessPaused } from '../../shared/runtime/unless-paused.ts';
import { gateChannel } from '../../shared/use-cases/gate-channel.ts';
import { releaseHeld } from '../../shared/use-cases/release-held.ts';
import { switchChannel } from '../../shared/use-cases/switch-channel.ts';
import { context } from '../chaos/lambda-context.ts';
import { fakeChannelSwitches } from '../fakes/channel-switches.ts';
import { manualClock } from '../fakes/clock.ts';
import { fakeHeldWork } from '../fakes/held-work.ts';
import { recordingLog } from '../fakes/log.ts';
import { type Mortal, mortal } from '../fakes/mortal.ts';
import { fakeQueue } from '../fakes/queue.ts';
import { sqsRecord } from './sqs-record.ts';

export const operator = { kind: 'person', id: 'key_01JD4Z00000000000000000001', name: 'On call' } as const;

/** Both queues of texts, whose messages say a number, their function behind its gate, and the sweep, all in memory. */
export const gatedQueue = () => {
  const [clock, log, switches, heldWork] = [manualClock(), recordingLog(), fakeChannelSwitches(), fakeHeldWork()];
  const queues = {
    feeds: fakeQueue<unknown>(),
    archives: fakeQueue<unknown>(),
    'urgent-texts': fakeQueue<unknown>(),
    'text-batches': fakeQueue<unknown>(),
    deliveries: fakeQueue<unknown>(),
    'follower-deliveries': fakeQueue<unknown>(),
  };
  const handled: number[] = [];
  /** A process of the function; it knows the switch for a while. */
  const begin = ({ watch }: Mortal = mortal()) => {
    const ports = { switches: watch(switches), heldWork: watch<HeldWork>(heldWork), clock, log };
    const gate = gateChannel(ports, 'texts', (arn) => (arn.endsWith('urgent-texts') ? 'urgent-texts' : 'text-batches'));
    const handler = unlessPaused(
      gate,
      log,
      queueHandler(z.object({ number: z.int() }), log, async ({ number }) => {
        handled.push(number);
      }),
    );
    return async (...records: SQSEvent['Records']): Promise<string[]> => {
      const { batchItemFailures } = await handler({ Records: records }, context);
      return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    };
  };
  const set = (to: 'pause' | 'resume', channel: Channel = 'texts') =>
    switchChannel({ switches, clock, log })(channel, to, operator);
  return {
    ...{ clock, log, switches, heldWork, queues, handled, begin, set },
    sweep: ({ watch }: Mortal = mortal()) =>
      releaseHeld({
        switches: watch(switches),
        heldWork: watch<HeldWork>(heldWork),
        queues: {
          ...queues,
          'urgent-texts': watch(queues['urgent-texts']),
          'text-batches': watch(queues['text-batches']),
        },
        clock,
        log,
      })(),
    message: (number: number, queue: 'text-batches' | 'urgent-texts' = 'text-batches') =>
      sqsRecord(`id-${number}`, JSON.stringify({ number }), queue),
  };
};
