import * as z from 'zod';
import { wishSchema } from '../../../shared/domain/sign-up.ts';
import type { PhoneHash } from '../../../shared/domain/subscriber.ts';
import type { PreferenceTokens } from '../../../shared/ports/preference-tokens.ts';
import { fieldProblem, Problem } from '../../../shared/runtime/api/problem.ts';
import { type ApiRequest, type Route, route } from '../../../shared/runtime/api/route.ts';
import {
  changePreferences,
  leaveByPage,
  type PreferenceDeps,
  showPreferences,
} from '../../../shared/use-cases/manage-preferences.ts';

export interface PreferenceRouteDeps extends PreferenceDeps {
  readonly tokens: Pick<PreferenceTokens, 'open'>;
}

/** What subscribers do by the link that a text brought them. Its token comes in a header, so that no URL, and no log of URLs, has it. */
export const preferenceRoutes = (deps: PreferenceRouteDeps): Route[] => [
  route(
    {
      method: 'GET',
      path: '/v1/preferences',
      summary: 'Your preferences, your status, and the receipt of your consent. `Authorization: Bearer rwp_<token>`.',
      scopes: 'public',
      answers: { 200: 'What is kept of you' },
    },
    async (request) => {
      const view = await showPreferences(deps)(whoseLink(deps, request));
      if (!view) throw new Problem('not-found');
      return { status: 200, body: view };
    },
  ),
  route(
    {
      method: 'PATCH',
      path: '/v1/preferences',
      summary: 'Change what you name. `status` pauses your texts, or lets them go on.',
      scopes: 'public',
      body: wishSchema(deps.newsroom),
      answers: { 200: 'What is kept of you now' },
    },
    async (request) => {
      const changed = await changePreferences(deps)(whoseLink(deps, request), request.body);
      if (changed.ok) return { status: 200, body: changed.value };
      if (changed.error === 'not-found') throw new Problem('not-found');
      if (changed.error === 'ended') throw new Problem('texts-ended');
      throw fieldProblem('invalid', '/notBefore', 'leaves no time for texts there');
    },
  ),
  route(
    {
      method: 'DELETE',
      path: '/v1/preferences',
      summary:
        'End all texts; `erase` removes what is kept of you too, but that the number is not to be texted, and the sealed evidence of consent.',
      scopes: 'public',
      body: z.strictObject({ erase: z.boolean() }),
      answers: { 204: 'Ended' },
    },
    async (request) => {
      await leaveByPage(deps)(whoseLink(deps, request), request.body.erase);
      return { status: 204 };
    },
  ),
];

const whoseLink = ({ tokens, clock }: PreferenceRouteDeps, { headers }: Pick<ApiRequest, 'headers'>): PhoneHash => {
  const [, token] = /^Bearer +rwp_([A-Za-z0-9_-]{1,400})$/i.exec(headers['authorization'] ?? '') ?? [];
  const hash = token === undefined ? undefined : tokens.open(token, clock.now());
  if (hash === undefined) throw new Problem('link-run-out', [], { 'www-authenticate': 'Bearer' });
  return hash;
};
