import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { createScheduledRulings } from '../../shared/adapters/dynamo/scheduled-rulings.ts';
import { sanitizeHtml } from '../../shared/adapters/sanitize-html/sanitizer.ts';
import { systemClock, systemRandomness } from '../../shared/runtime/clock.ts';
import { loadNewsroom, setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { publishScheduled } from '../../shared/use-cases/publish-scheduled.ts';

const dynamo = createDynamo();
const tables = { rulings: setting('RULINGS_TABLE'), timetable: setting('TIMETABLE_TABLE') };
export const log = createLog('publish-scheduled');

export const publish = publishScheduled({
  rulings: createRulingStore(dynamo, tables.rulings),
  scheduledRulings: createScheduledRulings(dynamo, tables),
  newsroom: loadNewsroom(),
  sanitizeHtml,
  clock: systemClock,
  random: systemRandomness,
  log,
});
