import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { mayRead, mayUseTable } from './access.ts';
import type { Foundation } from './foundation.ts';
import { scheduleEvery } from './schedule-every.ts';
import { WireFunction } from './wire-function.ts';

/** Each hour: every zone's next digests are put into the Timetable, numbers that were given back are taken out once a day, and old evidence goes. */
export class TendTexts extends Construct {
  constructor(scope: Construct, id: string, foundation: Foundation) {
    super(scope, id);
    const { alarms, tables, secrets } = foundation;
    const tendTexts = new WireFunction(this, 'TendTexts', foundation, {
      name: 'tend-texts',
      memorySize: 512,
      timeout: Duration.minutes(5),
      // the next try is the next hour's
      retried: false,
      errorImpact: 'Digests are not planned, and numbers that were given back are texted though others have them now.',
      runbook: 'tend-texts-failing.md',
    });
    mayUseTable(tendTexts, tables.subscribers, ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem']);
    mayUseTable(tendTexts, tables.texts, ['GetItem', 'UpdateItem']);
    mayUseTable(tendTexts, tables.timetable, ['PutItem']);
    mayRead(tendTexts, 'TWILIO_SECRET_ARN', secrets.twilio);
    mayRead(tendTexts, 'PLATFORM_SECRET_ARN', secrets.platform);
    scheduleEvery(this, 'EachHour', alarms, tendTexts, {
      every: Duration.hours(1),
      tries: { retryAttempts: 3, maxEventAge: Duration.minutes(30) },
      silentFor: 3,
    });
  }
}
