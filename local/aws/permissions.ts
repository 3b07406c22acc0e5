/**
 * Who may call what: the stand-ins ask here before they answer, so a function can do on a laptop what its role lets it do on AWS
 * and nothing else. Only identity-based policies are held; a resource's own policy, such as the demand for TLS, is not.
 */
import type { CallWatch } from './call-watch.ts';
import { allows, type Call, type Grant } from './policy.ts';

/** The access key id of whoever runs the wire: the runtime itself, its tests and its tools. Nothing is refused to them. */
export const OWNER = 'local';

/** A call that no policy allows. Each service says it in its own words. */
export class AccessDenied extends Error {}

export interface GrantOf extends Grant {
  /** The access key id, which is the function's name. */
  readonly principal: string;
}

export interface Permissions {
  /** Gives a principal what it may do; who is neither bound nor the owner may do nothing. */
  bind(principal: string, grants: readonly Grant[]): void;
  /**
   * Throws AccessDenied unless the signer of a request may do all that it needs. Gives back what is to be told of it to the watch, and
   * nothing for the owner, whose `calls` are not asked.
   */
  demand(authorization: string | undefined, calls: () => readonly Call[]): Demand | undefined;
  /** Does what a request asks for, if its signer may do all that it needs, in sight of the watch. */
  admit<Answer>(
    authorization: string | undefined,
    calls: () => readonly Call[],
    input: unknown,
    act: () => Answer | Promise<Answer>,
  ): Promise<Answer>;
  readonly watch: CallWatch;
  /** What no call has needed so far. */
  unused(): GrantOf[];
  /** What was refused, each once. */
  refused(): GrantOf[];
}

/** Who asked, and for what. */
export interface Demand {
  readonly principal: string;
  readonly calls: readonly Call[];
}

/** Whom a request's Authorization header names. The signature itself is not checked: nothing secret is behind it. */
const principalOf = (authorization: string | undefined): string =>
  /\bCredential=([^/]+)\//.exec(authorization ?? '')?.[1] ?? 'anonymous';

export const createPermissions = (watch: CallWatch = {}): Permissions => {
  const bound = new Map<string, readonly Grant[]>();
  const used = new Set<Grant>();
  const refused = new Map<string, GrantOf>();

  const refuse = (principal: string, { action, resource }: Call): never => {
    const message = `${principal} is not authorized to perform: ${action} on resource: ${resource}`;
    // A function may swallow it; whoever changes a policy should see it nevertheless.
    if (!refused.has(message)) console.error(`permissions: ${message}`);
    refused.set(message, { principal, action, resource });
    throw new AccessDenied(`User: ${message} because no identity-based policy allows the ${action} action`);
  };

  const demand: Permissions['demand'] = (authorization, asked) => {
    const principal = principalOf(authorization);
    if (principal === OWNER) return undefined;
    const grants = bound.get(principal) ?? [];
    const calls = asked();
    for (const call of calls) {
      const grant = grants.find((each) => allows(each, call));
      used.add(grant ?? refuse(principal, call));
    }
    return { principal, calls };
  };

  return {
    bind: (principal, grants) => bound.set(principal, grants),
    demand,
    async admit(authorization, asked, input, act) {
      const demanded = demand(authorization, asked);
      if (demanded === undefined) return act();
      const { principal, calls } = demanded;
      await watch.before?.(principal, calls);
      const output = await act();
      await watch.after?.(principal, calls, { input, output });
      return output;
    },
    watch,
    unused: () =>
      [...bound].flatMap(([principal, grants]) =>
        grants.filter((grant) => !used.has(grant)).map((grant) => ({ principal, ...grant })),
      ),
    refused: () => [...refused.values()],
  };
};
