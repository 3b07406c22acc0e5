import type { Route } from '../../shared/runtime/api/route.ts';
import { preferenceRoutes } from './routes/preferences.ts';
import { replyRoutes } from './routes/replies.ts';
import { signUpRoutes } from './routes/sign-up.ts';
import { staffPhoneRoutes } from './routes/staff-phones.ts';
import { suppressionRoutes } from './routes/suppressions.ts';

export type SubscribersDeps = Parameters<typeof signUpRoutes>[0] &
  Parameters<typeof preferenceRoutes>[0] &
  Parameters<typeof suppressionRoutes>[0] &
  Parameters<typeof replyRoutes>[0] &
  Parameters<typeof staffPhoneRoutes>[0];

/** Calls about people who get texts; the OpenAPI document is made from the same list. */
export const subscriberRoutes = (deps: SubscribersDeps): Route[] => [
  ...signUpRoutes(deps),
  ...preferenceRoutes(deps),
  ...suppressionRoutes(deps),
  ...replyRoutes(deps),
  ...staffPhoneRoutes(deps),
];
