import { describe } from 'vitest';
import { createBroadcastStore } from '../../shared/adapters/dynamo/broadcast-store.ts';
import { createDeactivatedDays } from '../../shared/adapters/dynamo/deactivated-days.ts';
import { createInboundLog } from '../../shared/adapters/dynamo/inbound-log.ts';
import { createLeavers } from '../../shared/adapters/dynamo/leavers.ts';
import { createSenderPace } from '../../shared/adapters/dynamo/sender-pace.ts';
import { createShortLinks } from '../../shared/adapters/dynamo/short-links.ts';
import { createSignUps } from '../../shared/adapters/dynamo/sign-ups.ts';
import { createStaffPhones } from '../../shared/adapters/dynamo/staff-phones.ts';
import { createSubscriberStore } from '../../shared/adapters/dynamo/subscriber-store.ts';
import { createTextBudget } from '../../shared/adapters/dynamo/text-budget.ts';
import { createTextLedger } from '../../shared/adapters/dynamo/text-ledger.ts';
import { createTextTimeline } from '../../shared/adapters/dynamo/text-timeline.ts';
import { createTimetable } from '../../shared/adapters/dynamo/timetable.ts';
import { fakeBroadcastStore } from '../fakes/broadcast-store.ts';
import { fakeDeactivatedDays } from '../fakes/deactivations.ts';
import { fakeInboundLog } from '../fakes/inbound-log.ts';
import { fakeLeavers } from '../fakes/leavers.ts';
import { fakeSenderPace } from '../fakes/sender-pace.ts';
import { fakeShortLinks } from '../fakes/short-links.ts';
import { fakeSignUps } from '../fakes/sign-ups.ts';
import { fakeStaffPhones } from '../fakes/staff-phones.ts';
import { fakeSubscriberStore } from '../fakes/subscriber-store.ts';
import { fakeTextBudget } from '../fakes/text-budget.ts';
import { fakeTextLedger } from '../fakes/text-ledger.ts';
import { fakeTextTimeline } from '../fakes/text-timeline.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { inDynamo } from './dynamo/in-dynamo.ts';
import { broadcastsContract } from './text-stores/broadcasts.ts';
import { budgetContract } from './text-stores/budget.ts';
import { daysContract } from './text-stores/days.ts';
import { inboundContract } from './text-stores/inbound.ts';
import { keptFor } from './text-stores/kept-for.ts';
import { leaversContract } from './text-stores/leavers.ts';
import { ledgerContract } from './text-stores/ledger.ts';
import { linksContract } from './text-stores/links.ts';
import { meetingCodes } from './text-stores/meeting-codes.ts';
import { paceContract } from './text-stores/pace.ts';
import { paceFailures } from './text-stores/pace-failures.ts';
import { postingContract } from './text-stores/posting.ts';
import { signUpsContract } from './text-stores/sign-ups.ts';
import { staffContract } from './text-stores/staff.ts';
import { standingContract } from './text-stores/standing.ts';
import { subscribersContract } from './text-stores/subscribers.ts';
import { tallyRows } from './text-stores/tally-rows.ts';
import { timelineContract } from './text-stores/timeline.ts';
import type { OpenTextStores } from './text-stores/under-test.ts';

const textStoresContract = (open: OpenTextStores): void => {
  subscribersContract(open);
  standingContract(open);
  signUpsContract(open);
  leaversContract(open);
  ledgerContract(open);
  postingContract(open);
  broadcastsContract(open);
  paceContract(open);
  budgetContract(open);
  timelineContract(open);
  linksContract(open);
  inboundContract(open);
  daysContract(open);
  staffContract(open);
};

const end = '9999-01-01T00:00:00.000Z';

describe('the stores of the texts channel in memory', () =>
  textStoresContract(async () => {
    const timetable = fakeTimetable();
    const subscribers = fakeSubscriberStore();
    const paces = new Map<number, ReturnType<typeof fakeSenderPace>>();
    return {
      subscribers,
      signUps: fakeSignUps(subscribers),
      leavers: fakeLeavers(subscribers),
      broadcasts: fakeBroadcastStore(timetable),
      ledger: fakeTextLedger(subscribers, timetable),
      budget: fakeTextBudget(),
      timeline: fakeTextTimeline(),
      links: fakeShortLinks(),
      inbound: fakeInboundLog(),
      days: fakeDeactivatedDays(),
      staff: fakeStaffPhones(),
      pace: (max) => {
        const pace = paces.get(max) ?? fakeSenderPace(max);
        paces.set(max, pace);
        return pace;
      },
      due: () => timetable.due(end, 100),
    };
  }));

inDynamo('the stores of the texts channel', (tables) => {
  textStoresContract(async () => {
    const { client, make } = tables();
    const subscribers = await make({ cohort: ['cohort', 'pk'] });
    const names = { subscribers, texts: await make(), timetable: await make() };
    const timetable = createTimetable(client, names.timetable);
    return {
      subscribers: createSubscriberStore(client, subscribers),
      signUps: createSignUps(client, subscribers),
      leavers: createLeavers(client, subscribers),
      broadcasts: createBroadcastStore(client, names),
      ledger: createTextLedger(client, names, 400),
      budget: createTextBudget(client, names.texts),
      timeline: createTextTimeline(client, names.texts, 400),
      links: createShortLinks(client, names.texts),
      inbound: createInboundLog(client, names.texts),
      days: createDeactivatedDays(client, subscribers),
      staff: createStaffPhones(client, subscribers),
      pace: (max) => createSenderPace(client, names.texts, max),
      due: () => timetable.due(end, 100),
    };
  });
  keptFor(tables);
  tallyRows(tables);
  meetingCodes(tables);
  paceFailures(tables);
});
