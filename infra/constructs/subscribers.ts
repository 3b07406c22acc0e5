import { Duration } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { mayRead, maySend, mayUseTable, mayUseVault, type WireQueue } from './access.ts';
import type { Foundation } from './foundation.ts';
import type { NewsroomApi } from './newsroom-api.ts';
import { WireFunction } from './wire-function.ts';

/** People who get texts: their sign-ups and preferences, what they text us, and where the links in texts lead. */
export class Subscribers extends Construct {
  constructor(scope: Construct, id: string, foundation: Foundation, api: NewsroomApi, urgent: WireQueue) {
    super(scope, id);
    const subscribersApi = this.#subscribersApi(foundation, urgent);
    for (const [path, method] of [
      ['/v1/preferences', HttpMethod.ANY],
      ['/v1/suppressions', HttpMethod.POST],
      ['/v1/replies', HttpMethod.GET],
      ['/v1/replies/{proxy+}', HttpMethod.ANY],
      ['/v1/staff-phones', HttpMethod.ANY],
      ['/v1/staff-phones/{proxy+}', HttpMethod.ANY],
    ] as const)
      api.route(path, method, subscribersApi);
    // anybody may call it, and each call may make us text a number of the caller's choice
    for (const route of api.route('/v1/subscribers', HttpMethod.POST, subscribersApi))
      api.throttle(route, 'POST /v1/subscribers', { rateLimit: 5, burstLimit: 50 });
    api.route('/twilio/inbound', HttpMethod.POST, this.#twilioInbound(foundation));
    const shortLinks = this.#shortLinks(foundation);
    for (const method of [HttpMethod.GET, HttpMethod.HEAD]) api.route('/s/{code}', method, shortLinks);
  }

  #subscribersApi(foundation: Foundation, urgent: WireQueue): WireFunction {
    const { subscribers, texts, partners } = foundation.tables;
    const { vaultKey, operatorKey, platform } = foundation.secrets;
    const subscribersApi = new WireFunction(this, 'SubscribersApi', foundation, {
      name: 'subscribers-api',
      memorySize: 512,
      timeout: Duration.seconds(29),
      errorImpact: 'Nobody can sign up for texts, change what they get, or leave by the page.',
      runbook: 'subscribers-api-failing.md',
    });
    mayUseTable(subscribersApi, subscribers, [
      ...(['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'] as const),
    ]);
    mayUseTable(subscribersApi, texts, ['GetItem', 'BatchGetItem', 'Query', 'UpdateItem', 'DeleteItem']);
    mayUseTable(subscribersApi, partners, ['GetItem']);
    mayUseVault(subscribersApi, vaultKey, ['GenerateDataKey', 'Decrypt']);
    mayRead(subscribersApi, 'OPERATOR_KEY_SECRET_ARN', operatorKey);
    mayRead(subscribersApi, 'PLATFORM_SECRET_ARN', platform);
    maySend(subscribersApi, urgent);
    return subscribersApi;
  }

  #twilioInbound(foundation: Foundation): WireFunction {
    const { rulings, subscribers, texts } = foundation.tables;
    const { twilio, platform, vaultKey } = foundation.secrets;
    const twilioInbound = new WireFunction(this, 'TwilioInbound', foundation, {
      name: 'twilio-inbound',
      // one vCPU: the first claim that a process hears has it read and index all of them, 4 s for 25,000
      memorySize: 1769,
      // Twilio waits for 15 s
      timeout: Duration.seconds(14),
      errorImpact: 'Who texts STOP is taken out by Twilio alone; who texts JOIN, HELP or a claim gets no answer.',
      runbook: 'twilio-inbound-failing.md',
    });
    mayUseTable(twilioInbound, rulings, ['GetItem', 'BatchGetItem', 'Query']);
    mayUseTable(twilioInbound, subscribers, ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem']);
    mayUseTable(twilioInbound, texts, ['GetItem', 'Query', 'PutItem', 'UpdateItem']);
    mayUseVault(twilioInbound, vaultKey, ['GenerateDataKey']);
    mayRead(twilioInbound, 'PLATFORM_SECRET_ARN', platform);
    mayRead(twilioInbound, 'TWILIO_SECRET_ARN', twilio);
    return twilioInbound;
  }

  #shortLinks(foundation: Foundation): WireFunction {
    const shortLinks = new WireFunction(this, 'ShortLinks', foundation, {
      name: 'short-links',
      memorySize: 256,
      timeout: Duration.seconds(10),
      errorImpact: 'Links in texts lead nowhere.',
      runbook: 'short-links-failing.md',
    });
    mayUseTable(shortLinks, foundation.tables.texts, ['GetItem', 'UpdateItem']);
    return shortLinks;
  }
}
