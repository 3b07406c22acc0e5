import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

/**
 * Begins a GET and hands over the answer as it comes; redirects are not followed. Rejects, or breaks the answer off, when nothing
 * moves for `idleMs`.
 */
export const download = (
  url: URL,
  headers: Readonly<Record<string, string>>,
  idleMs: number,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = start(url, { headers, timeout: idleMs, agent: false });
    request.on('timeout', () => request.destroy(new Error(`nothing came for ${idleMs} ms`)));
    request.on('error', reject);
    request.on('response', resolve);
    request.end();
  });
