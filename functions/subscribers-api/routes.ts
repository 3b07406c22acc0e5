import { type Route, route } from '../../shared/runtime/api/route.ts';
import { type SubscribeDeps, signUpSchema, subscribe } from '../../shared/use-cases/subscribe.ts';

/** Calls about people who get texts. */
export const subscriberRoutes = (deps: SubscribeDeps): Route[] => [
  route(
    {
      method: 'POST',
      path: '/v1/subscribers',
      summary: 'Take in a phone whose consent the operator holds. The answer is the same whatever its history.',
      scopes: ['operator'],
      body: signUpSchema(deps.newsroom),
      answers: { 202: 'Taken down' },
    },
    async ({ body, caller }) => {
      await subscribe(deps)(body, caller.actor);
      return { status: 202, body: {} };
    },
  ),
];
