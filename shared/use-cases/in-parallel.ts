/** Runs `work` on every item, at most `limit` at a time, and answers in the order of the items. The first error is thrown. */
export const inParallel = async <Item, Answer>(
  limit: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Answer>,
): Promise<Answer[]> => {
  const answers: Answer[] = [];
  const left = items.entries();
  const worker = async () => {
    // the workers share one iterator, so each item is taken once
    for (const [at, item] of left) answers[at] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return answers;
};
