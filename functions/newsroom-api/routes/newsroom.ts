import { type Route, route } from '../../../shared/runtime/api/route.ts';
import { type ShowNewsroomDeps, showNewsroom } from '../../../shared/use-cases/show-newsroom.ts';

/** Who publishes here, for pages. */
export const newsroomRoute = (deps: ShowNewsroomDeps): Route[] => {
  const show = showNewsroom(deps);
  return [
    route(
      {
        method: 'GET',
        path: '/v1/newsroom',
        summary:
          'The newsroom as pages show it: its name, languages and rating scales, the topics and editions that fact-checks are about, and what people agree to who sign up for texts.',
        scopes: 'public',
        answers: { 200: 'The newsroom' },
      },
      async () => ({
        status: 200,
        // a topic that is new may be chosen a minute later
        headers: { 'cache-control': 'public, max-age=60' },
        body: await show(),
      }),
    ),
  ];
};
