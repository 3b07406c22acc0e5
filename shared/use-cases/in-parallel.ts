/**
 * Works on all items, at most `limit` at a time, and answers in the order of the items. After a failure no further item is begun; what is
 * under way ends first, then the first failure is thrown, so that nothing goes on behind the caller's back.
 */
export const inParallel = async <Item, Answer>(
  limit: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Answer>,
): Promise<Answer[]> => {
  const answers: Answer[] = [];
  // the lanes share one iterator, so each item is taken once
  const left = items.entries();
  let failed = false;
  const lane = async (): Promise<void> => {
    for (let next = left.next(); !failed && !next.done; next = left.next()) {
      const [at, item] = next.value;
      try {
        answers[at] = await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(limit, items.length) }, lane));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return answers;
};
