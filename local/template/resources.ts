/** The resources of the stack with their intrinsic functions resolved, and what Ref and GetAtt give for each. */
import * as aws from '../aws/identity.ts';
import type { TemplateDocument } from './document.ts';
import { refuseUnknownTypes } from './ignored-types.ts';
import { holds, resolve, type Scope } from './intrinsics.ts';

export interface Resource {
  logicalId: string;
  type: string;
  /** Its explicit name, else its logical id, which is unique in the stack and stable over deployments. */
  name: string;
  /** The properties with every intrinsic function resolved. */
  properties(): unknown;
}

export interface Resources {
  ofType(type: string): Resource[];
  /** The one resource of a type whose logical id has `part` in it; throws where there is none or several. */
  theOne(type: string, part: string): Resource;
  /** Tells the ARN of a table's stream once the table is there. */
  setStreamArn(table: string, arn: string): void;
}

const NAME_PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::SecretsManager::Secret': 'Name',
};

const pseudoParameters: Readonly<Record<string, unknown>> = {
  'AWS::Region': aws.REGION,
  'AWS::AccountId': aws.ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'Rulingwire',
  'AWS::StackId': `arn:aws:cloudformation:${aws.REGION}:${aws.ACCOUNT}:stack/Rulingwire/local`,
  'AWS::NotificationARNs': [],
};

const arns: Readonly<Record<string, (name: string) => string>> = {
  'AWS::SQS::Queue': aws.queueArn,
  'AWS::SNS::Topic': aws.topicArn,
  'AWS::Lambda::Function': aws.functionArn,
  'AWS::DynamoDB::GlobalTable': aws.tableArn,
  'AWS::S3::Bucket': aws.bucketArn,
  'AWS::IAM::Role': aws.roleArn,
  'AWS::KMS::Key': aws.keyArn,
  'AWS::SecretsManager::Secret': aws.secretArn,
};

/** CloudFront names its S3 origins by this. */
export const bucketDomain = (name: string): string => `${name}.s3.${aws.REGION}.amazonaws.com`;
/** CloudFront names its API origins by this. */
export const apiDomain = (id: string): string => `${id}.execute-api.${aws.REGION}.amazonaws.com`;

const physicalName = (type: string, logicalId: string, properties: Readonly<Record<string, unknown>>): string => {
  const explicit = properties[NAME_PROPERTIES[type] ?? ''];
  const name = typeof explicit === 'string' ? explicit : logicalId;
  return type === 'AWS::S3::Bucket' ? name.toLowerCase() : name;
};

/** Reads the resources of a template whose conditions hold. `queueUrl` tells the URL of a queue by its name. */
export const readResources = (template: TemplateDocument, queueUrl: (name: string) => string): Resources => {
  refuseUnknownTypes(template.Resources);
  const streamArns = new Map<string, string>();
  const known = (id: string): { type: string; name: string } => {
    const resource = template.Resources[id];
    if (resource === undefined) throw new Error(`the template has no ${id}`);
    return { type: resource.Type, name: physicalName(resource.Type, id, resource.Properties) };
  };

  const ref = (id: string): unknown => {
    if (id in pseudoParameters) return pseudoParameters[id];
    const parameter = template.Parameters[id];
    if (parameter !== undefined) {
      if (parameter.Default === undefined) throw new Error(`the parameter ${id} has no default`);
      return parameter.Default;
    }
    const { type, name } = known(id);
    if (type === 'AWS::SQS::Queue') return queueUrl(name);
    return type === 'AWS::SNS::Topic' || type === 'AWS::SecretsManager::Secret' ? arns[type]?.(name) : name;
  };

  const attribute = (id: string, wanted: string): unknown => {
    const { type, name } = known(id);
    const arn = arns[type]?.(name);
    if (arn !== undefined && ['Arn', 'TopicArn', 'Id'].includes(wanted)) return arn;
    if (wanted.endsWith('Name') && !wanted.endsWith('DomainName')) return name;
    if (wanted === 'StreamArn') return streamArns.get(name) ?? `${arn}/stream`;
    if (type === 'AWS::S3::Bucket' && wanted.endsWith('DomainName')) return bucketDomain(name);
    if (type === 'AWS::ApiGatewayV2::Api') return `https://${apiDomain(name)}`;
    if (type === 'AWS::KMS::Key' && wanted === 'KeyId') return name;
    if (type === 'AWS::CloudFront::Distribution' && wanted === 'Id') return name;
    if (type === 'AWS::CloudFront::Function') return `arn:aws:cloudfront::${aws.ACCOUNT}:function/${id}`;
    if (type === 'AWS::CloudFront::ResponseHeadersPolicy' || type === 'AWS::ApiGatewayV2::Integration') return name;
    return `${name}.${wanted}`; // of a resource that is ignored; what is run needs none of these
  };

  const scope: Scope = { ref, attribute, conditions: template.Conditions };
  const all = Object.entries(template.Resources)
    .filter(([, { Condition }]) => Condition === undefined || holds(Condition, scope))
    .map(([logicalId, { Type, Properties }]) => ({
      logicalId,
      type: Type,
      name: known(logicalId).name,
      properties: () => resolve(Properties, scope),
    }));
  return {
    ofType: (type) => all.filter((resource) => resource.type === type),
    theOne(type, part) {
      const [found, ...more] = all.filter((each) => each.type === type && each.logicalId.includes(part));
      if (found !== undefined && more.length === 0) return found;
      throw new Error(`${found === undefined ? 'no' : 'more than one'} ${type} has ${part} in its logical id`);
    },
    setStreamArn: (table, arn) => streamArns.set(table, arn),
  };
};
