import * as z from 'zod';
import { reference, type Template } from './template.ts';

const oneOrMore = <T>(schema: z.ZodType<T>) => z.union([z.array(schema), schema.transform((one) => [one])]);

const statementSchema = z.object({
  Effect: z.string(),
  Action: oneOrMore(z.string()).default([]),
  Resource: oneOrMore(z.unknown()).default([]),
  NotAction: z.unknown().optional(),
  NotResource: z.unknown().optional(),
});
const policySchema = z.object({
  PolicyDocument: z.object({ Statement: z.array(statementSchema) }),
  Roles: z.tuple([reference]),
});

/** What the roles' policies say, a statement each. */
export const statementsIn = (template: Template) =>
  template
    .ofType('AWS::IAM::Policy', policySchema)
    .flatMap(({ properties: { PolicyDocument, Roles } }) =>
      PolicyDocument.Statement.map((statement) => ({ role: Roles[0], ...statement })),
    );

export const pointsAt = (resources: readonly unknown[], id: string | undefined): boolean =>
  id !== undefined && JSON.stringify(resources).includes(`"${id}"`);
