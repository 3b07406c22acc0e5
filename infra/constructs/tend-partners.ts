import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { maySend, mayUseTable, type WireQueue } from './access.ts';
import type { Foundation } from './foundation.ts';
import type { PartnerNotices } from './partner-notices.ts';
import { scheduleEvery } from './schedule-every.ts';
import { WireFunction } from './wire-function.ts';

/** Each day: whoever looks after partners hears which of them has not acknowledged a correction, and quiet endpoints are probed. */
export class TendPartners extends Construct {
  constructor(scope: Construct, id: string, foundation: Foundation, notices: PartnerNotices, deliveries: WireQueue) {
    super(scope, id);
    const { alarms, tables } = foundation;
    const tendPartners = new WireFunction(this, 'TendPartners', foundation, {
      name: 'tend-partners',
      memorySize: 512,
      timeout: Duration.minutes(5),
      // the next try is the next day's
      retried: false,
      errorImpact:
        'Partners that still show an error are not reminded of its correction, and dead endpoints are not found out.',
      runbook: 'tend-partners-failing.md',
    });
    mayUseTable(tendPartners, tables.rulings, ['BatchGetItem', 'Query']);
    mayUseTable(tendPartners, tables.partners, ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'ConditionCheckItem']);
    mayUseTable(tendPartners, tables.deliveries, ['BatchGetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem']);
    mayUseTable(tendPartners, tables.timetable, ['PutItem']);
    maySend(tendPartners, deliveries);
    notices.mayBeToldBy(tendPartners);
    scheduleEvery(this, 'EachDay', alarms, tendPartners, {
      every: Duration.days(1),
      tries: { retryAttempts: 3, maxEventAge: Duration.hours(1) },
      silentFor: 2,
    });
  }
}
