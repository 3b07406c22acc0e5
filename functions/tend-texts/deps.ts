import { createBroadcastStore } from '../../shared/adapters/dynamo/broadcast-store.ts';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createDeactivatedDays } from '../../shared/adapters/dynamo/deactivated-days.ts';
import { createLeavers } from '../../shared/adapters/dynamo/leavers.ts';
import { createSubscriberStore } from '../../shared/adapters/dynamo/subscriber-store.ts';
import { createPhoneHasher } from '../../shared/adapters/platform-secret/phone-hasher.ts';
import { readSecret } from '../../shared/adapters/secrets/secret.ts';
import { readTwilioCredentials } from '../../shared/adapters/twilio/credentials.ts';
import { createDeactivations } from '../../shared/adapters/twilio/deactivations.ts';
import { quietHours } from '../../shared/domain/quiet-hours.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { loadNewsroom, setting, twilioMessagingUrl } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { forgetEvidence } from '../../shared/use-cases/forget-evidence.ts';
import { remindDigests } from '../../shared/use-cases/remind-digests.ts';
import { takeOutDeactivated } from '../../shared/use-cases/take-out-deactivated.ts';

const dynamo = createDynamo();
const newsroom = loadNewsroom();
const tables = { texts: setting('TEXTS_TABLE'), timetable: setting('TIMETABLE_TABLE') };
const subscribersTable = setting('SUBSCRIBERS_TABLE');
const subscribers = createSubscriberStore(dynamo, subscribersTable);
const log = createLog('tend-texts');

const remind = remindDigests({
  subscribers,
  broadcasts: createBroadcastStore(dynamo, tables),
  newsroom,
  // also where quiet hours are off: a digest comes in the morning
  windowAt: quietHours(newsroom.texts),
  clock: systemClock,
});

const takeOut = takeOutDeactivated({
  deactivations: createDeactivations({
    baseUrl: twilioMessagingUrl(),
    ...(await readTwilioCredentials(setting('TWILIO_SECRET_ARN'))),
  }),
  days: createDeactivatedDays(dynamo, tables.texts),
  subscribers,
  hashPhone: createPhoneHasher(await readSecret(setting('PLATFORM_SECRET_ARN'))),
  newsroom,
  clock: systemClock,
  log,
});

const forget = forgetEvidence({
  leavers: createLeavers(dynamo, subscribersTable),
  ...{ subscribers, newsroom, log },
  clock: systemClock,
});

/** What is done each hour, in this order. */
export const jobs = [remind, takeOut, forget];
