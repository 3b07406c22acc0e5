/** Identity-based policies, as far as the template writes them: what is allowed, by action and resource, with the wildcards `*` and `?`. */
import * as z from 'zod';

/** What one call needs: `dynamodb:PutItem` on an ARN. */
export interface Call {
  readonly action: string;
  readonly resource: string;
}

/** One action on one resource that a policy allows; both may hold wildcards. */
export type Grant = Call;

const oneOrMore = z.union([z.array(z.string()), z.string().transform((one) => [one])]);
// Strict: Deny, Condition and NotAction would be overlooked, and a call allowed here that AWS refuses.
const documentSchema = z.object({
  Statement: z.array(
    z.strictObject({
      Sid: z.string().optional(),
      Effect: z.literal('Allow'),
      Action: oneOrMore,
      Resource: oneOrMore,
    }),
  ),
});

/** The grants of a policy document, each once. Throws on what is not simulated. */
export const readPolicy = (document: unknown): Grant[] => {
  const grants = documentSchema
    .parse(document)
    .Statement.flatMap(({ Action, Resource }) =>
      Action.flatMap((action) => Resource.map((resource) => ({ action, resource }))),
    );
  return [...new Map(grants.map((grant) => [`${grant.action} ${grant.resource}`, grant])).values()];
};

const matches = (pattern: string, value: string): boolean => {
  if (!/[*?]/.test(pattern)) return pattern === value;
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(value);
};

/** Whether the grant allows the call. IAM compares actions without case and resources with it. */
export const allows = (grant: Grant, { action, resource }: Call): boolean =>
  matches(grant.action.toLowerCase(), action.toLowerCase()) && matches(grant.resource, resource);
