import { describe } from 'vitest';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { createScheduledRulings } from '../../shared/adapters/dynamo/scheduled-rulings.ts';
import { createTimetable } from '../../shared/adapters/dynamo/timetable.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
import { fakeScheduledRulings, sharedRows } from '../fakes/scheduled-rulings.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { inDynamo } from './dynamo/in-dynamo.ts';
import { keeping } from './scheduled-rulings/keeping.ts';
import { remembering } from './scheduled-rulings/remembering.ts';
import { takingAway } from './scheduled-rulings/taking-away.ts';
import type { OpenScheduledRulings } from './scheduled-rulings/under-test.ts';

const scheduledRulingsContract = (open: OpenScheduledRulings): void => {
  keeping(open);
  remembering(open);
  takingAway(open);
};

describe('scheduled rulings in memory', () =>
  scheduledRulingsContract(async () => {
    const [rows, timetable] = [sharedRows(), fakeTimetable()];
    return { scheduledRulings: fakeScheduledRulings(rows, timetable), rulings: fakeRulingStore(rows), timetable };
  }));

inDynamo('scheduled rulings', (tables) => {
  scheduledRulingsContract(async () => {
    const { client, make } = tables();
    const names = { rulings: await make(), timetable: await make() };
    return {
      scheduledRulings: createScheduledRulings(client, names),
      rulings: createRulingStore(client, names.rulings),
      timetable: createTimetable(client, names.timetable),
    };
  });
});
