import { describe, expect, test } from 'vitest';
import { intervalOf } from '../../local/lambda/schedules.ts';
import { createWakeUp } from '../../local/lambda/wake-up.ts';
import { firstValue } from '../../local/template/provision/keys-and-secrets.ts';

describe('a wake-up', () => {
  const HOUR_MS = 3_600_000;

  test('between looking and sleeping is not lost', async () => {
    const wakeUp = createWakeUp();
    const news = wakeUp.next();
    wakeUp.wake();
    await news.within(HOUR_MS);
  });

  test('ends every wait', async () => {
    const wakeUp = createWakeUp();
    const waits = [wakeUp.wait(HOUR_MS), wakeUp.wait(HOUR_MS)];
    wakeUp.wake();
    await Promise.all(waits);
  });

  test('of the past does not end a later wait', async () => {
    const wakeUp = createWakeUp();
    wakeUp.wake();
    const order: string[] = [];
    const wait = wakeUp.wait(HOUR_MS).then(() => order.push('woken'));
    await new Promise(setImmediate);
    order.push('still asleep');
    wakeUp.wake();
    await wait;
    expect(order).toEqual(['still asleep', 'woken']);
  });
});

describe('schedules', () => {
  test.each([
    ['rate(1 minute)', 1000],
    ['rate(5 minutes)', 300_000],
    ['rate(1 hour)', 3_600_000],
    ['rate(2 days)', 172_800_000],
  ])('%s runs every %i ms', (expression, ms) => {
    expect(intervalOf(expression)).toBe(ms);
  });

  test('a cron expression is refused', () => {
    expect(() => intervalOf('cron(0 8 * * ? *)')).toThrow('cron(0 8 * * ? *) is not simulated');
  });
});

describe('the first value of a secret', () => {
  test('is generated from the characters that are allowed', () => {
    const digits = { PasswordLength: 40, ExcludePunctuation: true, ExcludeLowercase: true, ExcludeUppercase: true };
    const value = firstValue({ GenerateSecretString: { ...digits, ExcludeCharacters: '01' } });
    expect(value).toMatch(/^[2-9]{40}$/);
    expect(firstValue({ GenerateSecretString: digits })).not.toBe(firstValue({ GenerateSecretString: digits }));
  });

  test('stands under its key in the template, or is as it is written', () => {
    const options = { SecretStringTemplate: '{"user":"wire"}', GenerateStringKey: 'password', PasswordLength: 8 };
    expect(JSON.parse(firstValue({ GenerateSecretString: options }))).toEqual({
      user: 'wire',
      password: expect.any(String),
    });
    expect(firstValue({ SecretString: 'as it is' })).toBe('as it is');
  });
});
