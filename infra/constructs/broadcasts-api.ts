import { Duration } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { mayRead, maySend, mayUseTable, type WireQueue } from './access.ts';
import type { Foundation } from './foundation.ts';
import type { NewsroomApi } from './newsroom-api.ts';
import { WireFunction } from './wire-function.ts';

/** What an editor sees of texts before they leave, and holds, while they do: a function of its own, since it counts the audience. */
export class BroadcastsApi extends Construct {
  constructor(
    scope: Construct,
    id: string,
    foundation: Foundation,
    api: NewsroomApi,
    { plans, urgent }: { readonly plans: WireQueue; readonly urgent: WireQueue },
  ) {
    super(scope, id);
    const { rulings, subscribers, texts, partners, timetable } = foundation.tables;
    const broadcastsApi = new WireFunction(this, 'BroadcastsApi', foundation, {
      name: 'broadcasts-api',
      memorySize: 1024,
      timeout: Duration.seconds(29),
      errorImpact: 'Editors cannot approve, hold or call off texts, nor see beforehand what a ruling becomes.',
      runbook: 'broadcasts-api-failing.md',
    });
    mayUseTable(broadcastsApi, rulings, ['GetItem']);
    mayUseTable(broadcastsApi, subscribers, ['Query'], ['cohort']);
    mayUseTable(broadcastsApi, texts, ['GetItem', 'BatchGetItem', 'Query', 'UpdateItem', 'PutItem']);
    mayUseTable(broadcastsApi, partners, ['GetItem']);
    mayUseTable(broadcastsApi, timetable, ['GetItem', 'PutItem']);
    mayRead(broadcastsApi, 'OPERATOR_KEY_SECRET_ARN', foundation.secrets.operatorKey);
    maySend(broadcastsApi, plans);
    maySend(broadcastsApi, urgent);
    api.route('/v1/preflight', HttpMethod.POST, broadcastsApi);
    api.route('/v1/preflight/test-send', HttpMethod.POST, broadcastsApi);
    api.route('/v1/rulings/{id}/test-send', HttpMethod.POST, broadcastsApi);
    api.route('/v1/broadcasts', HttpMethod.GET, broadcastsApi);
    api.route('/v1/broadcasts/{proxy+}', HttpMethod.ANY, broadcastsApi);
  }
}
