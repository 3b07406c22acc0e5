import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AccessLevel,
  AllowedMethods,
  CachePolicy,
  Distribution,
  type FunctionAssociation,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  OriginRequestPolicy,
  PriceClass,
  type ResponseHeadersPolicy,
  Function as ViewerFunction,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct, type IConstruct } from 'constructs';
import * as z from 'zod';
import type { Pages } from '../pages.ts';
import type { Logs } from './logs.ts';
import { securityHeaders } from './security-headers.ts';

/** The class says `T | undefined` where the interface says `T?`, which TypeScript tells apart here. */
const bucketSchema = z.custom<IBucket>((value) => value instanceof Bucket);

const viewerFunctions = join(import.meta.dirname, '../viewer-functions');

/** What CloudFront would otherwise remember for 10 s: an editor who asks for a ruling too early must not be told so again. */
const rememberedErrors = [404, 500, 501, 502, 503, 504];

/** CDK's function that copies pages: `deployer` holds its role too. */
const acknowledgeDeployer = (deployer: IConstruct | undefined): void => {
  if (deployer === undefined) throw new Error('the deployment of pages has no function');
  const reason =
    "CDK's own function, which copies the pages from CDK's bucket of assets during a deployment and then rests.";
  const wildcards = [
    'Action::s3:GetObject*',
    'Action::s3:GetBucket*',
    'Action::s3:List*',
    'Action::s3:DeleteObject*',
    'Action::s3:Abort*',
    'Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*',
    'Resource::<SiteBucket978D4AEB.Arn>/*',
  ];
  const logs = 'Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
  Validations.of(deployer).acknowledge(
    { id: 'AwsSolutions-L1', reason },
    { id: `AwsSolutions-IAM4[${logs}]`, reason },
    ...wildcards.map((wildcard) => ({ id: `AwsSolutions-IAM5[${wildcard}]`, reason })),
  );
};

export interface PublicSiteProps {
  readonly api: HttpApi;
  readonly pages: Pages;
  readonly logs: Logs;
  /** The newsroom's own domain; CloudFront's if left out. */
  readonly domain: { readonly name: string; readonly certificate: ICertificate } | undefined;
}

/**
 * One origin for readers, editors and partners: pages and feeds from a private bucket, the API behind the same distribution.
 * No access log: it would hold which address reads what, and CloudFront's metrics count requests without it.
 */
export class PublicSite extends Construct {
  /** Pages at the root, feeds under `feeds/`. Not versioned: both can be made again, and feeds change each minute. */
  readonly bucket: IBucket;
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, { api, pages, logs, domain }: PublicSiteProps) {
    super(scope, id);
    this.bucket = bucketSchema.parse(
      new Bucket(this, 'Bucket', {
        blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
        encryption: BucketEncryption.S3_MANAGED,
        enforceSSL: true,
        removalPolicy: RemovalPolicy.RETAIN,
      }),
    );
    this.distribution = this.#distribute(api, domain);
    this.#deploy(pages, logs);
    this.#acknowledge();
  }

  #distribute(api: HttpApi, domain: PublicSiteProps['domain']): Distribution {
    const responseHeadersPolicy = securityHeaders(this);
    const dynamic = this.#dynamic(api, responseHeadersPolicy);
    return new Distribution(this, 'Distribution', {
      comment: 'Rulingwire',
      defaultRootObject: 'index.html',
      // North America and Europe: readers elsewhere are served from there
      priceClass: PriceClass.PRICE_CLASS_100,
      errorResponses: rememberedErrors.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      defaultBehavior: {
        // may list, so that S3 answers 404 for what is not there, and not 403
        origin: S3BucketOrigin.withOriginAccessControl(this.bucket, {
          originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
        }),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
        cachePolicy: new CachePolicy(this, 'Files', {
          comment: 'As the file says, at least a second: with 0 compressed objects are not cached',
          minTtl: Duration.seconds(1),
          defaultTtl: Duration.seconds(30),
          maxTtl: Duration.days(1),
          enableAcceptEncodingGzip: true,
          enableAcceptEncodingBrotli: true,
        }),
        compress: true,
        responseHeadersPolicy,
        functionAssociations: [
          this.#onViewer(FunctionEventType.VIEWER_REQUEST, 'ViewerRequest', 'viewer-request.js'),
          this.#onViewer(FunctionEventType.VIEWER_RESPONSE, 'ViewerResponse', 'viewer-response.js'),
        ],
      },
      additionalBehaviors: {
        '/v1/*': dynamic,
        '/twilio/*': dynamic,
        '/hub': dynamic,
        '/s/*': dynamic,
        '/.well-known/*': dynamic,
      },
      ...(domain && { domainNames: [domain.name], certificate: domain.certificate }),
    });
  }

  #onViewer(eventType: FunctionEventType, id: string, file: string): FunctionAssociation {
    const code = FunctionCode.fromFile({ filePath: join(viewerFunctions, file) });
    return { eventType, function: new ViewerFunction(this, id, { code, runtime: FunctionRuntime.JS_2_0 }) };
  }

  #dynamic({ apiId }: HttpApi, responseHeadersPolicy: ResponseHeadersPolicy) {
    const { region, urlSuffix } = Stack.of(this);
    return {
      origin: new HttpOrigin(`${apiId}.execute-api.${region}.${urlSuffix}`),
      // not redirected: a key or a phone number sent over plain HTTP should fail at once, and be noticed
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy,
    };
  }

  #deploy({ pages, assets }: Pages, logs: Logs): void {
    const common = {
      destinationBucket: this.bucket,
      // feeds are in the same bucket, and pages that are still in caches ask for the scripts of an earlier deployment
      prune: false,
      logGroup: logs.group(this, 'PagesLog'),
    };
    const scripts = new BucketDeployment(this, 'Assets', {
      ...common,
      sources: [Source.asset(assets)],
      destinationKeyPrefix: 'assets',
      cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()],
    });
    const deployed = new BucketDeployment(this, 'Pages', {
      ...common,
      sources: [Source.asset(pages)],
      cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.minutes(5))],
    });
    // no page before what it loads
    deployed.node.addDependency(scripts);
    acknowledgeDeployer(deployed.handlerRole.node.scope);
  }

  #acknowledge(): void {
    const noLog = 'It would hold which address reads what. Requests and errors are counted by metrics without it.';
    Validations.of(this).acknowledge(
      { id: 'AwsSolutions-S1', reason: `Only CloudFront and build-feeds get at the bucket. ${noLog}` },
      { id: 'AwsSolutions-CFR1', reason: 'A correction must reach readers wherever the error did.' },
      {
        id: 'AwsSolutions-CFR2',
        reason:
          'Files are static and cached, the API is throttled and checks every field; $5 a month and more wait for a reason.',
      },
      { id: 'AwsSolutions-CFR3', reason: noLog },
      {
        id: 'AwsSolutions-CFR4',
        reason:
          "CloudFront's own certificate, without a domain of the newsroom, has no choice of protocols; with one it is TLS 1.2.",
      },
    );
  }
}
