import { parseArgs } from 'node:util';
import { parseEndpointUrl } from '../../../shared/domain/endpoint-url.ts';
import { UsageError } from '../usage-error.ts';

export interface CheckOptions {
  readonly url: string;
  readonly secret: string;
  /** Whether the secret stood on the command line. */
  readonly isSecretShown: boolean;
  readonly json: boolean;
}

/** Standard Webhooks: base64 of 24 to 64 bytes. */
const secretPattern = /^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/;

/** The options of `rulingwire check-receiver`. Throws {@link UsageError}, which never quotes the secret. */
export const readOptions = (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): CheckOptions => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { secret: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const [text, ...others] = positionals;
  if (text === undefined || others.length > 0) throw new UsageError('check-receiver takes one URL: the receiver’s');
  const url = parseEndpointUrl(text, { allowLoopback: true });
  if (!url.ok) throw new UsageError(`the wire would not post to this URL: it ${url.error}`);
  const secret = values.secret ?? env['RULINGWIRE_WEBHOOK_SECRET'] ?? '';
  if (secret === '') throw new UsageError('the secret of the endpoint is missing: RULINGWIRE_WEBHOOK_SECRET');
  if (!secretPattern.test(secret)) throw new UsageError('the secret is not whsec_ and base64 of 24 to 64 bytes');
  return { url: url.value.href, secret, isSecretShown: values.secret !== undefined, json: values.json };
};
