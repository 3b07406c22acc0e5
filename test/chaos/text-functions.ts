import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createSignUpHash } from '../../shared/adapters/platform-secret/keyed-hash.ts';
import { createPreferenceTokens } from '../../shared/adapters/platform-secret/preference-tokens.ts';
import { timeOfId } from '../../shared/domain/ids.ts';
import { type TextPlan, type TextWork, textPlanSchema, textWorkSchema } from '../../shared/domain/text-messages.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { unlessPaused } from '../../shared/runtime/unless-paused.ts';
import { answerClaim } from '../../shared/use-cases/answer-claim.ts';
import { askToConfirm } from '../../shared/use-cases/ask-to-confirm.ts';
import { controlBroadcast } from '../../shared/use-cases/control-broadcast.ts';
import { findRuling } from '../../shared/use-cases/find-ruling.ts';
import { hearFromTwilio, type StatusCallback } from '../../shared/use-cases/hear-from-twilio.ts';
import { hearInbound, type InboundParameters } from '../../shared/use-cases/hear-inbound.ts';
import { holdsWork } from '../../shared/use-cases/holds-work.ts';
import { listTopics } from '../../shared/use-cases/list-topics.ts';
import { openShard } from '../../shared/use-cases/open-shard.ts';
import { planDigest } from '../../shared/use-cases/plan-digest.ts';
import { planTexts } from '../../shared/use-cases/plan-texts.ts';
import { recheckTexts } from '../../shared/use-cases/recheck-texts.ts';
import { remindDigests } from '../../shared/use-cases/remind-digests.ts';
import { resendLost } from '../../shared/use-cases/resend-lost.ts';
import { sendConfirmation } from '../../shared/use-cases/send-confirmation.ts';
import { sendTest } from '../../shared/use-cases/send-test.ts';
import { sendTexts } from '../../shared/use-cases/send-texts.ts';
import { subscribe } from '../../shared/use-cases/subscribe.ts';
import { suppressPhone } from '../../shared/use-cases/suppress-phone.ts';
import { hashPhone, platformSecret } from '../samples/texting.ts';
import { gateOf } from './gates.ts';
import type { Life } from './invocations.ts';
import { context } from './lambda-context.ts';
import { type Outside, portsOf } from './ports.ts';

const hideCounted = createSignUpHash(platformSecret);
const preferenceTokens = createPreferenceTokens(platformSecret);

/** The functions of the texts channel, put together as their `deps.ts` do it. */
export const createTextFunctions = (outside: Outside) => {
  const planningDeps = (life: Life) => {
    const [texts, urgent] = [
      life.watch('queue:text-batches', outside.queues['text-batches']),
      life.watch('queue:urgent-texts', outside.queues['urgent-texts']),
    ];
    return {
      ...portsOf(life, outside),
      queues: { texts, urgent },
      plans: life.watch('queue:text-plans', outside.queues['text-plans']),
      sentTexts: life.watch('twilio-list', outside.twilio.sentTexts),
      queueDepth: async () => outside.queues['text-batches'].depth() + outside.queues['urgent-texts'].depth(),
    };
  };
  const planTextsOf = (life: Life, event: SQSEvent): Promise<SQSBatchResponse> => {
    const deps = planningDeps(life);
    const digest = planDigest(deps);
    const recheck = recheckTexts({
      ...deps,
      textsHeld: holdsWork(deps, 'texts'),
      finishDigest: ({ id, zones, frequency }) =>
        digest({ kind: 'digest', zones, frequency, at: new Date(timeOfId(id)).toISOString() }),
    });
    const work = (message: TextPlan): Promise<void> => {
      if (!('kind' in message)) return planTexts(deps)(message);
      switch (message.kind) {
        case 'open-shard':
          return openShard(deps)(message.broadcastId, message.cohort);
        case 'recheck':
          return recheck(message.broadcastId, message.scheduled);
        case 'resend':
          return resendLost(deps)(message.broadcastId, message.actor);
        case 'digest':
          return digest(message);
      }
    };
    return queueHandler(textPlanSchema, life.log, work)(event, context);
  };
  const sendTextsOf = (life: Life, event: SQSEvent): Promise<SQSBatchResponse> => {
    const gate = gateOf(life, outside, 'texts');
    const sender = life.watch('twilio', outside.twilio);
    const deps = { ...portsOf(life, outside), sender, channelPaused: gate.paused };
    const work = (message: TextWork): Promise<void> => {
      switch (message.kind) {
        case 'batch':
          return sendTexts(deps)(message);
        case 'confirmation':
          return sendConfirmation(deps)(message);
        case 'test-send':
          return sendTest(deps)(message);
      }
    };
    return unlessPaused(gate, life.log, queueHandler(textWorkSchema, life.log, work))(event, context);
  };
  const peopleDeps = (life: Life) => ({ ...portsOf(life, outside), hashPhone, hideCounted });

  return {
    planTextsOf,
    sendTextsOf,
    twilioStatus: (life: Life, token: string, callback: StatusCallback) =>
      hearFromTwilio(portsOf(life, outside))(token, callback),
    twilioInbound: (life: Life, text: InboundParameters) => {
      const ports = portsOf(life, outside);
      return hearInbound({
        ...peopleDeps(life),
        tokens: preferenceTokens,
        topics: listTopics({ directory: ports.directory }),
        answerClaim: answerClaim({ ...ports, find: findRuling(ports) }),
      })(text);
    },
    tendTexts: (life: Life) => remindDigests(portsOf(life, outside))(),
    /** What the routes of the subscribers' API do. */
    subscribe: (life: Life) => subscribe(peopleDeps(life)),
    suppress: (life: Life) => suppressPhone(peopleDeps(life)),
    ask: (life: Life) =>
      askToConfirm({ ...peopleDeps(life), urgent: life.watch('queue:urgent-texts', outside.queues['urgent-texts']) }),
    control: (life: Life) =>
      controlBroadcast({
        ...portsOf(life, outside),
        plans: life.watch('queue:text-plans', outside.queues['text-plans']),
      }),
  };
};
