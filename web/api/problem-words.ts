import type { ProblemKind } from '../../shared/runtime/api/problem.ts';

/** What editors, partners and operators are told of a problem, in the words of the pages; of any other, what the API says of it. */
const problemWords: Partial<Readonly<Record<ProblemKind, string>>> = {
  forbidden: 'Your key does not allow this',
  'not-found': 'This could not be found',
  'slug-taken': 'Another fact-check already has this slug',
  'too-many-secrets': 'This endpoint already has 10 active secrets',
  'delivery-superseded': 'Something newer about this fact-check will be delivered instead',
  'own-work': 'Someone other than the author has to approve this',
  'broadcast-status': 'This send is too far along for that, or not far enough',
  'no-staff-phones': 'There are no staff phones yet. An operator adds them',
  'ruling-retracted': 'This fact-check has been retracted',
  stale: 'This fact-check has changed in the meantime',
  'too-large': 'This fact-check is too large',
  invalid: 'Some fields need to be fixed',
};

export const titleOf = (problem: string): string | undefined => {
  const known: Readonly<Record<string, string>> = problemWords;
  return Object.hasOwn(known, problem) ? known[problem] : undefined;
};
