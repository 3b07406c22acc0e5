import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AccessLevel,
  AllowedMethods,
  CachePolicy,
  Distribution,
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
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import * as z from 'zod';
import { securityHeaders } from './security-headers.ts';

/** The class says `T | undefined` where the interface says `T?`, which TypeScript tells apart here. */
const bucketSchema = z.custom<IBucket>((value) => value instanceof Bucket);

const pages = join(import.meta.dirname, '../../web');

/** What CloudFront would otherwise remember for 10 s: an editor who asks for a ruling too early must not be told so again. */
const rememberedErrors = [404, 500, 501, 502, 503, 504];

/** CloudFront asks S3 for exactly the path that a reader asked for, and S3 knows no directory indexes. */
const directoryIndex = `function handler({ request }) {
  if (request.uri.endsWith('/')) request.uri += 'index.html';
  return request;
}`;

export interface PublicSiteProps {
  readonly api: HttpApi;
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
  /** CloudFront's own name for it. */
  readonly domainName: string;

  constructor(scope: Construct, id: string, { api, domain }: PublicSiteProps) {
    super(scope, id);
    this.bucket = bucketSchema.parse(
      new Bucket(this, 'Bucket', {
        blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
        encryption: BucketEncryption.S3_MANAGED,
        enforceSSL: true,
        removalPolicy: RemovalPolicy.RETAIN,
      }),
    );
    this.domainName = this.#distribution(api, domain).distributionDomainName;
    this.#deployPages();
  }

  #distribution(api: HttpApi, domain: PublicSiteProps['domain']): Distribution {
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
          {
            eventType: FunctionEventType.VIEWER_REQUEST,
            function: new ViewerFunction(this, 'DirectoryIndex', {
              code: FunctionCode.fromInline(directoryIndex),
              runtime: FunctionRuntime.JS_2_0,
            }),
          },
        ],
      },
      additionalBehaviors: { '/v1/*': dynamic, '/twilio/*': dynamic },
      ...(domain && { domainNames: [domain.name], certificate: domain.certificate }),
    });
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

  #deployPages(): void {
    new BucketDeployment(this, 'Pages', {
      sources: [Source.asset(pages)],
      destinationBucket: this.bucket,
      // feeds are in the same bucket
      prune: false,
      cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.minutes(5))],
      logGroup: new LogGroup(this, 'PagesLog', {
        retention: RetentionDays.THREE_MONTHS,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    });
  }
}
