import { isIPv4 } from 'node:net';
import { refusedRange } from './address-guard.ts';
import { fail, ok, type Result } from './result.ts';

export interface EndpointUrlRules {
  /** In the embedded runtime alone: http, and any port, on loopback. */
  readonly allowLoopback: boolean;
  /** For callbacks of WebSub, which a reader may have on plain HTTP: what they are sent is public. */
  readonly allowHttp?: boolean;
}

const loopbackHosts = ['127.0.0.1', 'localhost', '[::1]'];
/** HTTPS has 443, and 8443 where another server holds it; anything else is more likely a way into somebody's network. */
const ports = ['', '443', '8443'];
const maxLength = 2000;

/** Whether a parsed URL is on this very machine. */
export const isLoopbackUrl = (url: URL): boolean => loopbackHosts.includes(url.hostname);

/**
 * A URL that we may POST to, or what is wrong with it in one clause. Whether its name resolves to public addresses is looked at again
 * at every connection; this refuses what can be told from the text.
 */
export const parseEndpointUrl = (
  text: string,
  { allowLoopback, allowHttp = false }: EndpointUrlRules,
): Result<URL, string> => {
  // WHATWG parsing forgives blanks, backslashes, slashes too many or too few and non-ASCII digits; what else reads the URL may not
  const written = /^[a-z]+:\/\/(?!\/)(?=[\x21-\x7e]+$)([^/?#]*@)?([^/?#:]*)/i.exec(text);
  if (written === null || text.includes('\\')) return fail('is not an absolute URL in ASCII');
  if (text.length > maxLength) return fail(`has more than ${maxLength} characters`);
  if (!URL.canParse(text)) return fail('is not an absolute URL');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return fail(`must start with ${allowHttp ? 'http:// or ' : ''}https://`);
  const [, userInfo, host] = written;
  if (userInfo !== undefined) return fail('must not hold user info');
  if (url.hash !== '' || text.endsWith('#')) return fail('must not hold a fragment');
  if (isIPv4(url.hostname) && host !== url.hostname) return fail('writes an IP address in an odd notation');
  if (allowLoopback && isLoopbackUrl(url)) return ok(url);
  if (url.protocol !== 'https:' && !allowHttp) return fail('must start with https://');
  if (!ports.includes(url.port)) return fail(`must be on port ${allowHttp ? '80, ' : ''}443 or 8443`);
  const refused = refusedHost(url.hostname);
  return refused === undefined ? ok(url) : fail(refused);
};

const refusedHost = (hostname: string): string | undefined => {
  const literal = hostname.startsWith('[') ? hostname.slice(1, -1) : isIPv4(hostname) ? hostname : undefined;
  if (literal !== undefined) {
    const range = refusedRange(literal);
    return range === undefined ? undefined : `is on an address that is not public (${range})`;
  }
  // RFC 6761 and 6762, and the suffix that ICANN keeps for private networks
  const name = hostname.replace(/\.$/, '');
  const labels = name.split('.');
  return labels.length < 2 || labels.includes('') || /\.(localhost|local|internal)$/.test(name)
    ? 'must name a host on the public internet'
    : undefined;
};
