import { Duration } from 'aws-cdk-lib';
import { HttpApi, HttpMethod, HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { allItems, mayRead, maySend, mayUseTable, mayUseVault, readItems, type WireQueue } from './access.ts';
import type { Foundation } from './foundation.ts';
import { WireFunction } from './wire-function.ts';

export interface NewsroomApiProps {
  readonly twilioStatus: WireFunction;
  readonly deliveries: WireQueue;
}

/** Everything dynamic: one HTTP API, which stands behind the same distribution as pages and feeds. */
export class NewsroomApi extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, foundation: Foundation, { twilioStatus, deliveries }: NewsroomApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', { description: 'Rulingwire', createDefaultStage: false });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      // whoever floods it gets 429 before the account's concurrency is gone
      throttle: { rateLimit: 200, burstLimit: 400 },
    });
    this.#route('/v1/{proxy+}', HttpMethod.ANY, this.#newsroomApi(foundation, deliveries));
    this.#route('/v1/subscribers', HttpMethod.POST, this.#subscribersApi(foundation));
    this.#route('/twilio/status/{token}', HttpMethod.POST, twilioStatus);
    foundation.alarms.raise(this, 'ServerErrors', {
      metric: this.api.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
      threshold: 1,
      errorImpact: 'Editors and partners get errors from the API; a publish may have to be tried again.',
      runbook: 'newsroom-api-failing.md',
    });
  }

  #route(path: string, method: HttpMethod, { node, lambda }: WireFunction): void {
    this.api.addRoutes({ path, methods: [method], integration: new HttpLambdaIntegration(node.id, lambda) });
  }

  #newsroomApi(foundation: Foundation, deliveriesQueue: WireQueue): WireFunction {
    const { rulings, partners, texts, deliveries } = foundation.tables;
    const { vaultKey, operatorKey } = foundation.secrets;
    const newsroomApi = new WireFunction(this, 'NewsroomApi', foundation, {
      name: 'newsroom-api',
      memorySize: 1024,
      // HTTP API gives up after 30 s
      timeout: Duration.seconds(29),
      errorImpact: 'Editors cannot publish, correct or retract.',
      runbook: 'newsroom-api-failing.md',
    });
    mayUseTable(newsroomApi, rulings, allItems);
    mayUseTable(newsroomApi, partners, allItems);
    mayUseTable(newsroomApi, texts, ['GetItem', 'Query']);
    mayUseTable(newsroomApi, deliveries, readItems, ['delivery', 'event']);
    mayUseVault(newsroomApi, vaultKey, ['GenerateDataKey']);
    mayRead(newsroomApi, 'OPERATOR_KEY_SECRET_ARN', operatorKey);
    maySend(newsroomApi, deliveriesQueue);
    return newsroomApi;
  }

  #subscribersApi(foundation: Foundation): WireFunction {
    const { subscribers, partners } = foundation.tables;
    const { vaultKey, operatorKey, platform } = foundation.secrets;
    const subscribersApi = new WireFunction(this, 'SubscribersApi', foundation, {
      name: 'subscribers-api',
      memorySize: 512,
      timeout: Duration.seconds(29),
      errorImpact: 'Nobody can sign up for texts.',
      runbook: 'subscribers-api-failing.md',
    });
    mayUseTable(subscribersApi, subscribers, allItems);
    mayUseTable(subscribersApi, partners, ['GetItem']);
    mayUseVault(subscribersApi, vaultKey, ['GenerateDataKey']);
    mayRead(subscribersApi, 'OPERATOR_KEY_SECRET_ARN', operatorKey);
    mayRead(subscribersApi, 'PLATFORM_SECRET_ARN', platform);
    return subscribersApi;
  }
}
