import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Log } from '../../shared/ports/log.ts';
import type { ShortLinks } from '../../shared/ports/short-links.ts';

export interface AnswerLinkDeps {
  readonly links: Pick<ShortLinks, 'find' | 'click'>;
  readonly log: Log;
}

/**
 * Redirects a short link, and counts the click, of which nothing else is kept: no address, no phone. A phone that shows a preview asks
 * with HEAD, or says that it prefetches: that is no click. A click that cannot be counted leads on all the same.
 */
export const answerLink =
  ({ links, log }: AnswerLinkDeps) =>
  async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const code = event.pathParameters?.['code'] ?? '';
    const link = /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code) ? await links.find(code) : undefined;
    if (!link) return answer(404, 'There is no such link.');
    const previews = event.requestContext.http.method !== 'GET' || /prefetch/.test(event.headers['sec-purpose'] ?? '');
    if (!previews) await links.click(code).catch((error: unknown) => log.error('CLICK_NOT_COUNTED', error));
    return { ...answer(302, link.url), headers: { ...answer(302, '').headers, location: link.url } };
  };

const answer = (statusCode: number, text: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  body: `${text}\n`,
});
