import * as z from 'zod';

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  DependsOn: z.union([z.array(z.string()), z.string().transform((one) => [one])]).default([]),
});
const templateSchema = z.object({
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.record(z.string(), z.unknown()).default({}),
});

/** `Ref` or `Fn::GetAtt`, read as the logical id that it points at. */
export const reference = z.union([
  z.object({ Ref: z.string() }).transform(({ Ref }) => Ref),
  z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }).transform((value) => value['Fn::GetAtt'][0]),
]);

export interface Resource<Properties> {
  readonly id: string;
  readonly properties: Properties;
  readonly deletionPolicy: string | undefined;
  readonly dependsOn: readonly string[];
}

export interface Template {
  /** Every resource of a type, parsed; fails when there is none or one does not fit. */
  ofType<Properties>(type: string, schema: z.ZodType<Properties>): Resource<Properties>[];
  /** What does not fit in the resources of a type, a sentence each; also that there is none. */
  misfits(type: string, schema: z.ZodType): string[];
  readonly types: ReadonlyMap<string, string>;
  readonly outputs: readonly string[];
}

/** What an invariant finds wrong, a sentence each that begins with the resource's logical id. */
export type Invariant = (template: Template) => readonly string[];

export const readTemplate = (document: unknown): Template => {
  const { Resources, Outputs } = templateSchema.parse(document);
  const parsed = <Properties>(type: string, schema: z.ZodType<Properties>) =>
    Object.entries(Resources)
      .filter(([, { Type }]) => Type === type)
      .map(([id, { Properties, DeletionPolicy: deletionPolicy, DependsOn: dependsOn }]) => ({
        ...{ id, deletionPolicy, dependsOn },
        outcome: schema.safeParse(Properties),
      }));
  return {
    types: new Map(Object.entries(Resources).map(([id, { Type }]) => [id, Type])),
    outputs: Object.keys(Outputs),
    ofType: (type, schema) => {
      const found = parsed(type, schema);
      if (found.length === 0) throw new Error(`the template has no ${type}`);
      return found.map(({ outcome, ...resource }) => {
        if (!outcome.success) throw new Error(`${resource.id}: ${z.prettifyError(outcome.error)}`);
        return { ...resource, properties: outcome.data };
      });
    },
    misfits: (type, schema) => {
      const found = parsed(type, schema);
      if (found.length === 0) return [`the template has no ${type}`];
      return found.flatMap(({ id, outcome }) =>
        outcome.success ? [] : outcome.error.issues.map(({ path, message }) => `${id}: ${path.join('.')} ${message}`),
      );
    },
  };
};
