/** Binds each function to the policies of its role, by the access key id that it signs with: its name. */
import * as z from 'zod';
import { nameOf } from '../../aws/identity.ts';
import type { Permissions } from '../../aws/permissions.ts';
import { type Grant, readPolicy } from '../../aws/policy.ts';
import type { Resources } from '../resources.ts';

const functionSchema = z.object({ Role: z.string() });
const policySchema = z.object({ Roles: z.array(z.string()), PolicyDocument: z.unknown() });
// Lambda writes the logs itself, so what this one allows is never asked for; another would be overlooked.
const roleSchema = z.object({
  Policies: z.undefined().optional(),
  ManagedPolicyArns: z.array(z.string().endsWith(':policy/service-role/AWSLambdaBasicExecutionRole')).optional(),
});

/** Throws on a policy of theirs that is not simulated. */
export const bindPermissions = (permissions: Permissions, resources: Resources, functions: readonly string[]): void => {
  const policies = resources.ofType('AWS::IAM::Policy');
  const grantsOf = (role: string): Grant[] =>
    policies
      .map((policy) => policySchema.parse(policy.properties()))
      .filter(({ Roles }) => Roles.includes(role))
      .flatMap(({ PolicyDocument }) => readPolicy(PolicyDocument));
  const roles = new Map(resources.ofType('AWS::IAM::Role').map((role) => [role.name, role]));
  for (const fn of resources.ofType('AWS::Lambda::Function').filter(({ name }) => functions.includes(name))) {
    const role = nameOf(functionSchema.parse(fn.properties()).Role);
    roleSchema.parse(roles.get(role)?.properties());
    permissions.bind(fn.name, grantsOf(role));
  }
};
