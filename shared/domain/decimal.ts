/** A decimal price such as `0.0083` times a whole number, to the last digit: `0.0249` for 3. Money is never a float. */
export const timesPrice = (price: string, times: number): string => {
  const [whole = '0', fraction = ''] = price.split('.');
  const scaled = String(BigInt(whole + fraction) * BigInt(times)).padStart(fraction.length + 1, '0');
  return fraction === '' ? scaled : `${scaled.slice(0, -fraction.length)}.${scaled.slice(-fraction.length)}`;
};
