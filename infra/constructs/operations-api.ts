import { Duration } from 'aws-cdk-lib';
import { type HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { mayRead, mayRedrive, mayUseTable, type WorkedQueue } from './access.ts';
import type { Foundation } from './foundation.ts';
import { WireFunction } from './wire-function.ts';

/** How the wire stands, for its operators: a function of its own, since nobody else may look into queues and move what lies there. */
export class OperationsApi extends Construct {
  constructor(scope: Construct, id: string, foundation: Foundation, api: HttpApi, queues: readonly WorkedQueue[]) {
    super(scope, id);
    const { rulings, partners, timetable } = foundation.tables;
    const operationsApi = new WireFunction(this, 'OperationsApi', foundation, {
      name: 'operations-api',
      memorySize: 512,
      timeout: Duration.seconds(29),
      errorImpact: 'Operators cannot see how the wire stands, put dead letters back, nor pause a channel.',
      runbook: 'operations-api-failing.md',
    });
    // a rebuild of feeds begins by a row
    mayUseTable(operationsApi, rulings, ['GetItem', 'PutItem', 'UpdateItem']);
    mayUseTable(operationsApi, partners, ['GetItem', 'BatchGetItem', 'Query']);
    // channels are switched by a row
    mayUseTable(operationsApi, timetable, ['GetItem', 'Query', 'PutItem']);
    mayRead(operationsApi, 'OPERATOR_KEY_SECRET_ARN', foundation.secrets.operatorKey);
    for (const queue of queues) mayRedrive(operationsApi, queue);
    const integration = new HttpLambdaIntegration('OperationsApi', operationsApi.lambda);
    api.addRoutes({ path: '/v1/health', methods: [HttpMethod.GET], integration });
    api.addRoutes({ path: '/v1/operations', methods: [HttpMethod.GET], integration });
    api.addRoutes({ path: '/v1/operations/{proxy+}', methods: [HttpMethod.ANY], integration });
  }
}
