import * as z from 'zod';

const answerSchema = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
});

/**
 * The identifiers that a handler reports as failed. An answer that is malformed, or names an item that is not in the batch,
 * fails the whole batch: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export const failedItems = (answer: unknown, identifiers: readonly string[]): Set<string> => {
  const parsed = answerSchema.safeParse(answer ?? {});
  if (!parsed.success) return new Set(identifiers);
  const failed = (parsed.data.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  return new Set(failed.every((each) => identifiers.includes(each)) ? failed : identifiers);
};
