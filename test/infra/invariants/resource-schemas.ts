/**
 * CloudFormation's resource schemas, as AWS publishes them in @aws-cdk/aws-service-spec: every property of every resource is known, has
 * the right type, is one of the values that there are, and none that is required is missing. CDK's types allow overrides that its
 * compiler does not see; a deployment finds them after minutes. The npm package cfn-lint is another project than AWS's and unmaintained.
 */
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { PropertyType, ResourceProperties } from '@aws-cdk/service-spec-types';
import * as z from 'zod';
import type { Invariant } from '../template.ts';

const database = loadAwsServiceSpecSync();

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `Ref`, `Fn::GetAtt`, `Fn::Join` …: what it gives is known to CloudFormation alone. */
const isIntrinsic = (value: unknown): boolean =>
  isRecord(value) && Object.keys(value).length === 1 && /^(Ref$|Fn::)/.test(Object.keys(value)[0] ?? '');

const ofValues = (kind: string, fits: boolean, value: unknown, allowed: readonly unknown[] | undefined): string[] => {
  if (!fits) return [`is no ${kind}`];
  return allowed === undefined || allowed.includes(value) ? [] : [`is none of ${allowed.join(', ')}`];
};

/** What is wrong with a value, each with its path. CloudFormation reads "true" and "5" where it wants a boolean or a number. */
const faults = (value: unknown, type: PropertyType): string[] => {
  if (isIntrinsic(value)) return [];
  switch (type.type) {
    case 'string':
      return ofValues('text', ['string', 'number', 'boolean'].includes(typeof value), value, type.allowedValues);
    case 'number':
      return ofValues('number', Number.isFinite(Number(value)) && value !== '', value, undefined);
    case 'integer':
      return ofValues('integer', Number.isInteger(Number(value)) && value !== '', value, type.allowedValues);
    case 'boolean':
      return ofValues('boolean', /^(true|false)$/.test(String(value)), value, undefined);
    case 'array':
      if (!Array.isArray(value)) return ['is no list'];
      return value.flatMap((each: unknown, at) => faults(each, type.element).map((fault) => `${at}.${fault}`));
    case 'map':
      if (!isRecord(value)) return ['is no map'];
      return Object.entries(value).flatMap(([key, each]) =>
        faults(each, type.element).map((fault) => `${key}.${fault}`),
      );
    case 'union': {
      const all = type.types.map((each) => faults(value, each));
      return all.some((found) => found.length === 0) ? [] : (all[0] ?? []);
    }
    case 'ref':
      return isRecord(value)
        ? faultsOf(value, database.get('typeDefinition', type.reference.$ref).properties)
        : ['is no object'];
    case 'tag':
      return isRecord(value) && 'Key' in value && 'Value' in value ? [] : ['is no tag'];
    default:
      return [];
  }
};

const faultsOf = (value: Readonly<Record<string, unknown>>, properties: ResourceProperties): string[] => [
  ...Object.entries(properties)
    .filter(([name, { required }]) => required === true && value[name] === undefined)
    .map(([name]) => `${name} is missing`),
  ...Object.entries(value).flatMap(([name, each]) => {
    const property = properties[name];
    if (property === undefined) return [`${name} is not known`];
    const types = [property.type, ...(property.previousTypes ?? [])];
    return faults(each, types.length === 1 ? property.type : { type: 'union', types }).map(
      (fault) => `${name} ${fault}`,
    );
  }),
];

export const resourcesFitTheirSchemas: Invariant = (template) =>
  [...new Set(template.types.values())]
    .filter((type) => !type.startsWith('Custom::'))
    .flatMap((type) => {
      const [schema] = database.lookup('resource', 'cloudFormationType', 'equals', type);
      if (schema === undefined) return [`${type} is no resource of CloudFormation`];
      return template
        .ofType(type, z.record(z.string(), z.unknown()))
        .flatMap(({ id, properties }) => faultsOf(properties, schema.properties).map((fault) => `${id}: ${fault}`));
    });
