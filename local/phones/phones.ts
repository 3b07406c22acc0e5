/** The page of the simulated phones and what it asks, on the site's own origin: its policy lets a page talk to no other. */
import { join } from 'node:path';
import { phonesPage } from '../build.ts';
import type { RequestHandler } from '../http/cdn.ts';
import { readDistribution } from '../http/distribution.ts';
import { type HttpAnswer, sendAnswer } from '../http/http-answer.ts';
import type { Front } from '../runtime.ts';
import type { SimulatedTwilio } from '../twilio/server.ts';
import { readPageFiles } from './page-files.ts';

const missing: HttpAnswer = {
  status: 404,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: Buffer.from('<!doctype html><title>404</title><p>There is no such file.</p>'),
};

/** Of RFC 9457, as pages understand it. */
const textsGoElsewhere: HttpAnswer = {
  status: 404,
  headers: { 'content-type': 'application/problem+json' },
  body: Buffer.from(
    JSON.stringify({
      type: 'urn:rulingwire:problem:texts-go-elsewhere',
      title: 'Texts go to another server than the simulated Twilio',
      status: 404,
    }),
  ),
};

/**
 * Answers `/phones` from the build, with the headers of the site's pages, and hands `/_sim/…` to the simulated Twilio, which answers
 * this origin's own pages alone; without one (`undefined`) that is 404. All else is the site's.
 */
export const phonesBefore =
  (twilio: Pick<SimulatedTwilio, 'simulate'> | undefined): Front =>
  (site, { folder, resources }): RequestHandler => {
    const files = readPageFiles(join(folder, phonesPage));
    const ofSite = readDistribution(resources)?.behaviourOf('/phones/');
    return async (request, response) => {
      const { method = 'GET', url = '/' } = request;
      const path = URL.parse(url, 'http://127.0.0.1')?.pathname ?? '';
      if (path.startsWith('/_sim/')) {
        if (twilio === undefined) return sendAnswer(response, textsGoElsewhere);
        return twilio.simulate(request, response);
      }
      if ((path !== '/phones' && !path.startsWith('/phones/')) || !['GET', 'HEAD'].includes(method))
        return site(request, response);
      const answer = files.get(path) ?? missing;
      return sendAnswer(response, ofSite?.finish({ method, uri: path, headers: {} }, answer) ?? answer);
    };
  };
