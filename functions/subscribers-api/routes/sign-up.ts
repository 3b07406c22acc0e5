import { leavesTime, type SignUp, signUpSchema } from '../../../shared/domain/sign-up.ts';
import { fieldProblem, Problem } from '../../../shared/runtime/api/problem.ts';
import { nobody, type Route, route } from '../../../shared/runtime/api/route.ts';
import { type AskDeps, askToConfirm } from '../../../shared/use-cases/ask-to-confirm.ts';
import { type SubscribeDeps, subscribe } from '../../../shared/use-cases/subscribe.ts';

export type SignUpDeps = SubscribeDeps & AskDeps;

/** Longer user agents are cut: they come from whoever calls. */
const mostUserAgent = 300;

export const signUpRoutes = (deps: SignUpDeps): Route[] => [
  route(
    {
      method: 'POST',
      path: '/v1/subscribers',
      summary:
        "Sign a phone up on the page: it is asked to confirm by text. With an operator's key: take in a phone whose consent the operator holds. The answer is the same whatever the number's history.",
      scopes: 'public',
      heedsKeys: true,
      body: signUpSchema(deps.newsroom),
      answers: { 202: 'Taken down' },
    },
    async ({ body, caller, address, headers }) => {
      refuseLostHour(deps, body);
      if (caller === nobody) {
        const userAgent = headers['user-agent']?.slice(0, mostUserAgent) ?? null;
        await askToConfirm(deps)(body, { address, userAgent });
      } else if (caller.scopes.includes('operator')) await subscribe(deps)(body, caller.actor);
      else throw new Problem('forbidden');
      return { status: 202, body: {} };
    },
  ),
];

const refuseLostHour = ({ newsroom, clock }: SignUpDeps, signUp: SignUp): void => {
  if (!leavesTime(newsroom, signUp.phone, signUp, clock.now()))
    throw fieldProblem('invalid', '/notBefore', 'leaves no time for texts there');
};
