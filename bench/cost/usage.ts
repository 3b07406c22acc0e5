import { type Meter, prices } from './prices.ts';

/** How much of what is paid for. */
export type Usage = Readonly<Partial<Record<Meter, number>>>;

/** Usage by function, by its folder's name. */
export type UsageByPart = Readonly<Record<string, Usage>>;

const isMeter = (name: string): name is Meter => Object.hasOwn(prices, name);
export const metersOf = (usage: Usage): Meter[] => Object.keys(usage).filter(isMeter);

export const times = (usage: Usage, factor: number): Usage =>
  Object.fromEntries(metersOf(usage).map((meter) => [meter, (usage[meter] ?? 0) * factor]));

export const plus = (...usages: readonly Usage[]): Usage => {
  const total: Partial<Record<Meter, number>> = {};
  for (const usage of usages)
    for (const meter of metersOf(usage)) total[meter] = (total[meter] ?? 0) + (usage[meter] ?? 0);
  return total;
};

export const timesByPart = (parts: UsageByPart, factor: number): UsageByPart =>
  Object.fromEntries(Object.entries(parts).map(([part, usage]) => [part, times(usage, factor)]));

/** Each function's usage in all of them together. */
export const plusByPart = (...all: readonly UsageByPart[]): UsageByPart => {
  const names = new Set(all.flatMap((parts) => Object.keys(parts)));
  return Object.fromEntries([...names].map((name) => [name, plus(...all.map((parts) => parts[name] ?? {}))]));
};

/** What one more of something costs: the difference of two runs that differ in `more` of it, and in nothing else. */
export const forEach = (having: UsageByPart, without: UsageByPart, more: number): UsageByPart =>
  timesByPart(plusByPart(having, timesByPart(without, -1)), 1 / more);

/** Without what is below nothing, as differences of two runs are where they differ by chance. */
export const atLeastNothing = (parts: UsageByPart): UsageByPart =>
  Object.fromEntries(
    Object.entries(parts).map(([part, usage]) => [
      part,
      Object.fromEntries(metersOf(usage).flatMap((meter) => ((usage[meter] ?? 0) > 0 ? [[meter, usage[meter]]] : []))),
    ]),
  );

/** Those functions of all. */
export const only = (parts: UsageByPart, names: readonly string[]): UsageByPart =>
  Object.fromEntries(Object.entries(parts).filter(([name]) => names.includes(name)));

export const priceOf = (meter: Meter, quantity: number): number => {
  const { usd, per } = prices[meter];
  return (quantity / per) * usd;
};

/** In US dollars. */
export const costOf = (usage: Usage): number =>
  metersOf(usage).reduce((total, meter) => total + priceOf(meter, usage[meter] ?? 0), 0);

export const costOfParts = (parts: UsageByPart): number =>
  Object.values(parts).reduce((total, usage) => total + costOf(usage), 0);

/** What costs the most, first. */
export const byCost = (usage: Usage): { readonly meter: Meter; readonly quantity: number; readonly usd: number }[] =>
  metersOf(usage)
    .map((meter) => ({ meter, quantity: usage[meter] ?? 0, usd: priceOf(meter, usage[meter] ?? 0) }))
    .sort((a, b) => b.usd - a.usd);
