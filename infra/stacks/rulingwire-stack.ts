import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Construct } from 'constructs';
import type { Newsroom } from '../../shared/domain/newsroom.ts';
import { Alarms } from '../constructs/alarms.ts';
import { ArchivesChannel } from '../constructs/archives-channel.ts';
import { BroadcastsApi } from '../constructs/broadcasts-api.ts';
import { DeliveriesChannel } from '../constructs/deliveries-channel.ts';
import { FeedsChannel } from '../constructs/feeds-channel.ts';
import type { Foundation } from '../constructs/foundation.ts';
import { Hub } from '../constructs/hub.ts';
import { Logs } from '../constructs/logs.ts';
import { NewsroomApi } from '../constructs/newsroom-api.ts';
import { OperationsApi } from '../constructs/operations-api.ts';
import { PartnerNotices } from '../constructs/partner-notices.ts';
import { PublicSite } from '../constructs/public-site.ts';
import { RulingsStream } from '../constructs/rulings-stream.ts';
import { ScheduledRulings } from '../constructs/scheduled-rulings.ts';
import { Secrets } from '../constructs/secrets.ts';
import { Subscribers } from '../constructs/subscribers.ts';
import { Sweep } from '../constructs/sweep.ts';
import { Tables } from '../constructs/tables.ts';
import { TendPartners } from '../constructs/tend-partners.ts';
import { TendTexts } from '../constructs/tend-texts.ts';
import { TextsChannel } from '../constructs/texts-channel.ts';
import { WebhookKeys } from '../constructs/webhook-keys.ts';
import { WireDashboard } from '../constructs/wire-dashboard.ts';
import type { Pages } from '../pages.ts';

export interface RulingwireStackProps extends StackProps {
  /** The folder that holds a bundle for each function. */
  readonly bundles: string;
  readonly pages: Pages;
  readonly newsroom: Pick<Newsroom, 'texts'>;
  /** The newsroom's own domain and its certificate in us-east-1; CloudFront's domain if left out. */
  readonly domain: { readonly name: string; readonly certificateArn: string } | undefined;
}

/** The whole of Rulingwire: one stack, since its parts are of no use without each other. */
export class RulingwireStack extends Stack {
  constructor(scope: Construct, id: string, given: RulingwireStackProps) {
    const { bundles, pages, newsroom: settings, domain, ...props } = given;
    super(scope, id, props);
    const foundation: Foundation = {
      bundles,
      alarms: new Alarms(this, 'Alarms'),
      logs: new Logs(this, 'Logs'),
      tables: new Tables(this, 'Tables'),
      secrets: new Secrets(this, 'Secrets'),
    };
    const { events } = new RulingsStream(this, 'RulingsStream', foundation);
    const texts = new TextsChannel(this, 'Texts', foundation, events, settings.texts.sender.segmentsPerSecond);
    const partners = new DeliveriesChannel(this, 'Partners', foundation, events);
    const notices = new PartnerNotices(this, 'PartnerNotices');
    partners.tellThrough(notices);
    new TendPartners(this, 'TendPartners', foundation, notices, partners.deliveries);
    const newsroom = new NewsroomApi(this, 'Api', foundation, { ...texts, ...partners });
    new Subscribers(this, 'Subscribers', foundation, newsroom, texts.urgent);
    new BroadcastsApi(this, 'Broadcasts', foundation, newsroom, texts);
    new TendTexts(this, 'TendTexts', foundation);
    const { api } = newsroom;
    const site = new PublicSite(this, 'Site', {
      api,
      pages,
      logs: foundation.logs,
      domain: domain && {
        name: domain.name,
        certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
      },
    });
    const { feeds } = new FeedsChannel(this, 'Feeds', foundation, events, site, partners.followerDeliveries);
    partners.readFeedsFrom(site.bucket);
    const { archives, rebuilds } = new ArchivesChannel(this, 'Archives', foundation, events, site);
    const hub = new Hub(this, 'Hub', foundation, newsroom, site.bucket);
    const queues = {
      feeds,
      'text-plans': texts.plans,
      'text-batches': texts.batches,
      'urgent-texts': texts.urgent,
      'delivery-plans': partners.plans,
      deliveries: partners.deliveries,
      'follower-deliveries': partners.followerDeliveries,
      'scheduled-rulings': new ScheduledRulings(this, 'Scheduled', foundation).queue,
    };
    new Sweep(this, 'Sweep', foundation, events, [...Object.values(queues), archives]);
    const worked = { ...queues, 'hub-requests': hub.requests, archives, rebuilds };
    new OperationsApi(this, 'Operations', foundation, api, Object.values(worked));
    new WebhookKeys(this, 'WebhookKeys', foundation, api);
    new WireDashboard(this, 'Dashboard', worked);
    this.#tell({
      DistributionDomain: site.distribution.distributionDomainName,
      AlarmsTopicArn: foundation.alarms.topic.topicArn,
      PartnerNoticesTopicArn: notices.topic.topicArn,
      TwilioSecretArn: foundation.secrets.twilio.secretArn,
      OperatorKeySecretArn: foundation.secrets.operatorKey.secretArn,
      SigningKeysSecretArn: foundation.secrets.signingKeys.secretArn,
    });
  }

  /** What the operator needs after a deployment. */
  #tell(outputs: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
