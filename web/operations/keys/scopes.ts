import type { Scope } from '../../../shared/domain/actor.ts';

/** What a person's key may do, in words. */
export const scopeWords: Readonly<Record<Scope, string>> = {
  'newsroom:write': 'Write and publish fact-checks',
  'newsroom:send': 'Approve, pause and stop sends',
  partner: 'A partner’s endpoints and events',
  operator: 'Operations, keys and partners',
};

/** A partner's key is made with the partner. */
export const personScopes = ['newsroom:write', 'newsroom:send', 'operator'] as const satisfies readonly Scope[];
