import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FunctionDefinition } from '../../../local/lambda/function-definition.ts';
import { startRuntimeApi } from './runtime-api.ts';

const client = join(import.meta.dirname, '../../../node_modules/aws-lambda-ric/index.mjs');
const withoutNative = new URL('./without-native.ts', import.meta.url).href;

/** A process that runs a function's bundle as Lambda does: under AWS's runtime interface client, with the function's own variables alone. */
export interface Sandbox {
  readonly invoke: (event: unknown) => Promise<unknown>;
  /** What the function wrote to its log so far. */
  readonly output: () => string;
  stop(): Promise<void>;
}

/** Those that Lambda sets beside the template's: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const lambdaVariables = ({ name, module }: FunctionDefinition, runtimeApi: string): Record<string, string> => ({
  AWS_LAMBDA_RUNTIME_API: runtimeApi,
  _HANDLER: 'index.handler',
  LAMBDA_TASK_ROOT: dirname(fileURLToPath(module)),
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: '2026/11/20/[$LATEST]0123456789abcdef0123456789abcdef',
});

/** Throws where `aws-lambda-ric` is not installed. */
export const startSandbox = async (definition: FunctionDefinition): Promise<Sandbox> => {
  const { arn, timeoutMs, environment } = definition;
  if (!existsSync(client)) throw new Error('aws-lambda-ric is not installed: CONTRIBUTING.md says how');
  const api = await startRuntimeApi(arn, timeoutMs);
  const env = { ...environment, ...lambdaVariables(definition, api.host) };
  const child = spawn(process.execPath, ['--import', withoutNative, client], {
    cwd: dirname(fileURLToPath(definition.module)),
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => lines.push(text));
  const output = (): string => lines.join('');
  const exit = once(child, 'close').then(() => api.abandon(new Error(`${definition.name} ended:\n${output()}`)));
  return {
    invoke: api.invoke,
    output,
    stop: async () => {
      child.kill();
      await exit;
      await api.close();
    },
  };
};
