/** A decimal price such as `0.0083` times a whole number, to the last digit: `0.0249` for 3. Money is never a float. */
export const timesPrice = (price: string, times: number): string => {
  const decimals = price.split('.')[1]?.length ?? 0;
  const digits = String(BigInt(price.replace('.', '')) * BigInt(times)).padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  return decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
};
