import { Duration } from 'aws-cdk-lib';
import { type HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { mayRead } from './access.ts';
import type { Foundation } from './foundation.ts';
import { WireFunction } from './wire-function.ts';

/** Publishes the keys that sign what partners get: a function of its own, since nobody but it and `deliver` may read the secret they come from. */
export class WebhookKeys extends Construct {
  constructor(scope: Construct, id: string, foundation: Foundation, api: HttpApi) {
    super(scope, id);
    const webhookKeys = new WireFunction(this, 'WebhookKeys', foundation, {
      name: 'webhook-keys',
      memorySize: 512,
      timeout: Duration.seconds(10),
      errorImpact: 'Nobody can check by public keys that a republished ruling is ours.',
      runbook: 'webhook-keys-failing.md',
    });
    mayRead(webhookKeys, 'SIGNING_KEYS_SECRET_ARN', foundation.secrets.signingKeys);
    api.addRoutes({
      path: '/.well-known/webhook-keys.json',
      methods: [HttpMethod.GET],
      integration: new HttpLambdaIntegration('WebhookKeys', webhookKeys.lambda),
    });
  }
}
