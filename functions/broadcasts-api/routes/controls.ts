import { idOf } from '../../../shared/runtime/api/path-id.ts';
import { fieldProblem, Problem } from '../../../shared/runtime/api/problem.ts';
import { type Route, route } from '../../../shared/runtime/api/route.ts';
import {
  type Control,
  type ControlDeps,
  type ControlRefusal,
  controlBroadcast,
  controls,
} from '../../../shared/use-cases/control-broadcast.ts';
import { type ShowBroadcastsDeps, showBroadcast } from '../../../shared/use-cases/show-broadcasts.ts';

const summaries = {
  approve: 'Say yes to a broadcast that waits for another person than its author.',
  pause: 'Hold a broadcast, also in the middle of a run: within 5 s no further text leaves.',
  resume: 'Go on with a broadcast that was held, by a person or by the wire.',
  cancel: 'Call a broadcast off. Who has not been texted is not; who has gets later corrections all the same.',
  resend: 'Text those once more of whom nothing was heard for so long that their text counts as lost.',
} as const satisfies Record<Control, string>;

const problemOf = (refusal: ControlRefusal): Problem => {
  if (refusal.kind === 'not-found') return new Problem('not-found');
  if (refusal.kind === 'own-work') return new Problem('own-work');
  return fieldProblem('broadcast-status', '/status', `it is ${refusal.status}`);
};

/** What a person does to a broadcast. */
export const controlRoutes = (deps: ControlDeps & ShowBroadcastsDeps): Route[] =>
  controls.map((control) =>
    route(
      {
        method: 'POST',
        path: `/v1/broadcasts/{id}/${control}`,
        summary: summaries[control],
        scopes: ['newsroom:send'],
        answers: { 200: 'The broadcast' },
      },
      async (request) => {
        const id = idOf('broadcast', request);
        const done = await controlBroadcast(deps)(id, control, request.caller.actor);
        if (!done.ok) throw problemOf(done.error);
        return { status: 200, body: { broadcast: await showBroadcast(deps)(id) } };
      },
    ),
  );
