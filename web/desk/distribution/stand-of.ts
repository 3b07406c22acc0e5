import type { BroadcastStatus } from '../../../shared/domain/broadcast.ts';
import type { TextsDistribution } from '../../../shared/use-cases/distribution-of-texts.ts';

/** Where a send stands: it is `done` once nobody is to be texted any more, which the wire writes down a minute or so later. */
export const standOf = ({ status, audience, pending, deferred, posting }: TextsDistribution): BroadcastStatus =>
  status === 'sending' && audience > 0 && pending + deferred + posting === 0 ? 'done' : status;
