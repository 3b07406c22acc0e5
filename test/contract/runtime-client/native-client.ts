/**
 * Stands in for `rapid-client.node`, the part of `aws-lambda-ric` that is C++ over libcurl and would have to be compiled: the same
 * three functions over Node's own HTTP. Whatever decides how a handler is found, called and answered is AWS's JavaScript.
 */
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

interface Invocation {
  readonly bodyJson: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const origin = `http://${process.env['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime/invocation`;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

const exchange = async (
  path: string,
  post?: { body: string; headers: Record<string, string> },
): Promise<Invocation> => {
  const { promise, resolve, reject } = Promise.withResolvers<Invocation>();
  const headers = post && { 'content-length': Buffer.byteLength(post.body), ...post.headers };
  request(`${origin}/${path}`, { agent, method: post ? 'POST' : 'GET', ...(headers && { headers }) }, (response) => {
    text(response).then((bodyJson) => resolve({ bodyJson, headers: response.headers }), reject);
  })
    .on('error', reject)
    .end(post?.body);
  return promise;
};

const json = { 'content-type': 'application/json' };

/** The compiled client blocks until an answer is posted; here the next invocation is asked for only afterwards. */
let posted: Promise<unknown> = Promise.resolve();

export const next = async (): Promise<Invocation> => {
  await posted;
  return exchange('next');
};

export const done = (requestId: string, body: string): void => {
  posted = exchange(`${requestId}/response`, { body, headers: json });
};

export const error = (requestId: string, body: string, xrayCause: string): void => {
  const headers = { ...json, 'lambda-runtime-function-xray-error-cause': xrayCause };
  posted = exchange(`${requestId}/error`, { body, headers });
};
