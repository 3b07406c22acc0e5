import type { TextBudget } from '../../shared/ports/text-budget.ts';

/** The budget in memory. */
export const fakeTextBudget = (): TextBudget => {
  const months = new Map<string, number>();
  const spent = (month: string): number => months.get(month) ?? 0;
  return {
    reserve: async (month, micros, cap) => {
      if (spent(month) + micros > cap) return false;
      months.set(month, spent(month) + micros);
      return true;
    },
    release: async (month, micros) => {
      months.set(month, spent(month) - micros);
    },
    spent: async (month) => spent(month),
  };
};
