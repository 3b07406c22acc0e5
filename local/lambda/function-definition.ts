import { existsSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { functionArn, REGION } from '../aws/identity.ts';
import type { Assembly } from '../template/document.ts';
import type { Resource, Resources } from '../template/resources.ts';

/**
 * Uncapped, 100 rulings a second start so many workers that the machine gives in; of two, one that waits for a partner who never answers
 * would be half of them.
 */
const MOST_WORKERS = 3;

export interface FunctionDefinition {
  logicalId: string;
  name: string;
  arn: string;
  /** URL of the module, and the name of the export in it. */
  module: string;
  handler: string;
  timeoutMs: number;
  memoryMb: number;
  workers: number;
  environment: Readonly<Record<string, string>>;
}

const propertiesSchema = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Runtime: z.string(),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  ReservedConcurrentExecutions: z.coerce.number().default(MOST_WORKERS),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).optional(),
});
const providerSchema = z.object({ ServiceToken: z.string() });

const moduleOf = (folder: string, name: string): string => {
  const path = ['mjs', 'js', 'cjs'].map((extension) => join(folder, `${name}.${extension}`)).find(existsSync);
  if (path === undefined) throw new Error(`${folder} has no module ${name}`);
  return pathToFileURL(path).href;
};

const lambdaVariables = (name: string, memoryMb: number): Record<string, string> => ({
  // whoever gets a request signed with it knows which role's policies hold
  AWS_ACCESS_KEY_ID: name,
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_REGION: REGION,
  AWS_DEFAULT_REGION: REGION,
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_NODEJS_CONNECTION_REUSE_ENABLED: '1',
  // The developer's own AWS profile may not reach into the functions.
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  TZ: 'UTC',
});

/** Functions that a custom resource calls at deployment; what they do, the runtime does itself. */
const providers = (resources: Resources): Set<string> => {
  const tokens = ['Custom::CDKBucketDeployment', 'Custom::S3AutoDeleteObjects'].flatMap((type) =>
    resources.ofType(type).map((resource) => providerSchema.parse(resource.properties()).ServiceToken),
  );
  return new Set(tokens);
};

const define = (
  resource: Resource,
  assembly: Assembly,
  shared: Readonly<Record<string, string>>,
): FunctionDefinition => {
  const properties = propertiesSchema.parse(resource.properties());
  const { Code, Handler, Runtime, Timeout, MemorySize, ReservedConcurrentExecutions, Environment } = properties;
  if (!Runtime.startsWith('nodejs')) throw new Error(`${resource.logicalId}: ${Runtime} is not simulated`);
  const [file = '', handler = ''] = Handler.split('.');
  return {
    logicalId: resource.logicalId,
    name: resource.name,
    arn: functionArn(resource.name),
    module: moduleOf(assembly.assetPath(Code.S3Key), file),
    handler,
    timeoutMs: Timeout * 1000,
    memoryMb: MemorySize,
    workers: Math.min(ReservedConcurrentExecutions, MOST_WORKERS),
    environment: { ...lambdaVariables(resource.name, MemorySize), ...Environment?.Variables, ...shared },
  };
};

/** The functions of the stack; `shared` are the variables that the runtime adds to each, such as the endpoints. */
export const readFunctions = (
  resources: Resources,
  assembly: Assembly,
  shared: Readonly<Record<string, string>>,
): FunctionDefinition[] => {
  const provided = providers(resources);
  return resources
    .ofType('AWS::Lambda::Function')
    .filter(({ name }) => !provided.has(functionArn(name)))
    .map((resource) => define(resource, assembly, shared));
};
