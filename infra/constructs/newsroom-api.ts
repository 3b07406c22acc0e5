import { Duration, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnStage,
  HttpApi,
  HttpMethod,
  type HttpRoute,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { mayRead, maySend, mayUseTable, mayUseVault, type WireQueue } from './access.ts';
import type { Foundation } from './foundation.ts';
import { WireFunction } from './wire-function.ts';

/** Routes and not paths, which may hold a token or a search; and no addresses: who calls is in the functions' own lines, as an actor. */
const accessLog = {
  requestId: '$context.requestId',
  at: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  ms: '$context.responseLatency',
  bytes: '$context.responseLength',
  error: '$context.integrationErrorMessage',
};

/** Requests a second, and at once. */
interface Throttle {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

export interface NewsroomApiProps {
  readonly twilioStatus: WireFunction;
  readonly deliveries: WireQueue;
}

/** Everything dynamic: one HTTP API, which stands behind the same distribution as pages and feeds. */
export class NewsroomApi extends Construct {
  readonly api: HttpApi;
  readonly #stage: CfnStage;

  constructor(scope: Construct, id: string, foundation: Foundation, { twilioStatus, deliveries }: NewsroomApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', { description: 'Rulingwire', createDefaultStage: false });
    const { node } = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      // whoever floods it gets 429 before the account's concurrency is gone
      throttle: { rateLimit: 200, burstLimit: 400 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(foundation.logs.group(this, 'AccessLogs')),
        format: AccessLogFormat.custom(JSON.stringify(accessLog)),
      },
    });
    if (!CfnStage.isCfnStage(node.defaultChild)) throw new Error('the stage is no resource');
    this.#stage = node.defaultChild;
    Validations.of(this.api).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        "The functions authorize: by API keys with scopes, stored hashed, for Twilio's callbacks by their signature, and for subscribers by a sealed token that only their phone got.",
    });
    this.route('/v1/{proxy+}', HttpMethod.ANY, this.#newsroomApi(foundation, deliveries));
    this.route('/twilio/status/{token}', HttpMethod.POST, twilioStatus);
    foundation.alarms.raise(this, 'ServerErrors', {
      metric: this.api.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
      threshold: 1,
      errorImpact: 'Editors and partners get errors from the API; a publish may have to be tried again.',
      runbook: 'newsroom-api-failing.md',
    });
  }

  /** A throttle of its own for one route. */
  throttle(route: HttpRoute, key: string, { rateLimit, burstLimit }: Throttle): void {
    const settings = { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit };
    this.#stage.addPropertyOverride(`RouteSettings.${key}`, settings);
    // API Gateway refuses settings for a route that is not there yet
    this.#stage.node.addDependency(route);
  }

  /** A path that a function of its own answers; one that is more exact than another goes first. */
  route(path: string, method: HttpMethod, { node, lambda }: WireFunction): readonly HttpRoute[] {
    return this.api.addRoutes({ path, methods: [method], integration: new HttpLambdaIntegration(node.id, lambda) });
  }

  #newsroomApi(foundation: Foundation, deliveriesQueue: WireQueue): WireFunction {
    const { rulings, partners, texts, deliveries, timetable } = foundation.tables;
    const { vaultKey, operatorKey } = foundation.secrets;
    const newsroomApi = new WireFunction(this, 'NewsroomApi', foundation, {
      name: 'newsroom-api',
      memorySize: 1024,
      // HTTP API gives up after 30 s
      timeout: Duration.seconds(29),
      errorImpact: 'Editors cannot publish, correct or retract.',
      runbook: 'newsroom-api-failing.md',
    });
    const read = ['GetItem', 'BatchGetItem', 'Query'] as const;
    const write = ['PutItem', 'UpdateItem', 'DeleteItem'] as const;
    mayUseTable(newsroomApi, rulings, [...read, ...write]);
    mayUseTable(newsroomApi, partners, [...read, ...write, 'ConditionCheckItem']);
    mayUseTable(newsroomApi, texts, ['GetItem', 'Query']);
    // tests, and what partners ask for once more
    mayUseTable(
      newsroomApi,
      deliveries,
      [...read, 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
      ['delivery', 'event'],
    );
    mayUseTable(newsroomApi, timetable, ['GetItem', 'PutItem']);
    mayUseVault(newsroomApi, vaultKey, ['GenerateDataKey']);
    mayRead(newsroomApi, 'OPERATOR_KEY_SECRET_ARN', operatorKey);
    maySend(newsroomApi, deliveriesQueue);
    return newsroomApi;
  }
}
