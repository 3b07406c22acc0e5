import * as z from 'zod';
import type { Newsroom } from '../../../shared/domain/newsroom.ts';
import { phoneSchema } from '../../../shared/domain/phone.ts';
import { cleanLine } from '../../../shared/domain/plain-text.ts';
import { type Route, route } from '../../../shared/runtime/api/route.ts';
import { type SuppressDeps, suppressPhone } from '../../../shared/use-cases/suppress-phone.ts';

export const suppressionRoutes = (deps: SuppressDeps & { readonly newsroom: Newsroom }): Route[] => [
  route(
    {
      method: 'POST',
      path: '/v1/suppressions',
      summary: 'Take down an opt-out that came by call, letter or mail. The answer is the same whatever the history.',
      scopes: ['operator'],
      body: z.strictObject({
        phone: phoneSchema(deps.newsroom),
        note: z.string().transform(cleanLine).pipe(z.string().max(500)).nullable().default(null),
      }),
      answers: { 202: 'Nothing more is sent there' },
    },
    async ({ body, caller }) => {
      await suppressPhone(deps)(body.phone, body.note, caller.actor);
      return { status: 202, body: {} };
    },
  ),
];
