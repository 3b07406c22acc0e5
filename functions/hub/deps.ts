import { createVault } from '../../shared/adapters/kms/vault.ts';
import { createSqsQueue } from '../../shared/adapters/sqs/queue.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { embedded, loadNewsroom, setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { takeHubRequest } from '../../shared/use-cases/take-hub-request.ts';
import type { HubAnswerDeps } from './answer.ts';

export const deps: HubAnswerDeps = {
  take: takeHubRequest({
    requests: createSqsQueue(setting('HUB_REQUESTS_QUEUE_URL')),
    vault: createVault(setting('VAULT_KEY_ID')),
    newsroom: loadNewsroom(),
    urlRules: { allowLoopback: embedded() },
    clock: systemClock,
  }),
  log: createLog('hub'),
};
