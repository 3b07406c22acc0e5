import { describe, expect, test } from 'vitest';
import { problemOf } from '../call-api.ts';
import { consent, phone, signUp, useSubscribersApi } from './open-subscribers-api.ts';

const open = useSubscribersApi();

describe('refused by name, with nothing stored, is', () => {
  const refused = async (differs: Record<string, unknown>, pointers: readonly string[]) => {
    const { post, page, items, urgent } = await open();
    for (const hand of [post, page]) {
      const problem = problemOf(await hand(signUp(differs)));
      const named = { ...problem, pointers: problem.pointers.sort() };
      expect(named, JSON.stringify(differs)).toEqual({ status: 422, kind: 'invalid', pointers });
    }
    expect([await items(), urgent.sent]).toEqual([[], []]);
  };

  test('what is no number that can be texted', async () => {
    for (const bad of [
      ...[
        '',
        'call me',
        '555-CALL',
        '202-555-CALL',
        '1-800-FLOWERS',
        '2025550143 or 2025550144',
        '202555014',
        '+1202555014',
      ],
      ...['20255501433', '+120255501433', '+442079460018', '+44 20 7946 0018', '0044 20 7946 0018', '+491701234567'],
      ...[
        '+5215512345678',
        '8005550199',
        '+18882345678',
        '+18332345678',
        '+19002345678',
        '1-976-555-0143',
        '911',
        '411',
      ],
      ...[
        '+15552345678',
        '+15555550100',
        '+15002345678',
        '+15882345678',
        '+12021550143',
        '+10025550143',
        '+11235550143',
        '+12025550143 x5',
        '22345',
      ],
      ...['+1202555０143x', '+', '+1', 'tel:+12025550143;ext=5', `${' '.repeat(40)}2025550143`],
      ...[null, 2025550143, [phone], { phone }],
    ])
      await refused({ phone: bad }, ['/phone']);
  });

  test('consent that is missing, of another wording, or of a minor', async () => {
    await refused({ consent: undefined }, ['/consent']);
    await refused({ consent: true }, ['/consent']);
    await refused({ consent: {} }, ['/consent/adult', '/consent/textVersion']);
    for (const adult of [false, 'true', 1, null]) await refused({ consent: { ...consent, adult } }, ['/consent/adult']);
    for (const textVersion of ['2025-01', '', null])
      await refused({ consent: { ...consent, textVersion } }, ['/consent/textVersion']);
    await refused({ consent: { ...consent, ip: '127.0.0.1' } }, ['/consent/ip']);
  });

  test('a preference of another shape', async () => {
    for (const [differs, pointers] of [
      [{ topics: 'health' }, ['/topics']],
      [{ topics: ['Public Health'] }, ['/topics/0']],
      [{ topics: ['health', { slug: 'transport' }] }, ['/topics/1']],
      [{ topics: Array(51).fill('health') }, ['/topics']],
      [{ editions: [null] }, ['/editions/0']],
      [{ language: 'fr' }, ['/language']],
      [{ frequency: 'hourly' }, ['/frequency']],
      [{ frequency: undefined }, ['/frequency']],
      [{ zip: '2000' }, ['/zip']],
      [{ zip: 20001 }, ['/zip']],
      ...[-1, 20, 24, 11.5, '11'].map((notBefore) => [{ notBefore }, ['/notBefore']] as const),
      // in Denver it is twenty then, all summer
      [{ zip: '86515', notBefore: 19 }, ['/notBefore']],
      ...['not a url', 'javascript:alert(1)', `https://x.example/${'a'.repeat(500)}`, 7].map(
        (pageUrl) => [{ pageUrl }, ['/pageUrl']] as const,
      ),
      [{ status: 'active', hash: '1.x', phones: [] }, ['/hash', '/phones', '/status']],
      [{ phone: 'x', consent: {}, topics: 7 }, ['/consent/adult', '/consent/textVersion', '/phone', '/topics']],
    ] as const)
      await refused(differs, pointers);
  });

  test('whoever brings a key that is wrong, or no operator’s', async () => {
    const { post, newKey, items } = await open();
    for (const scope of ['newsroom:write', 'newsroom:send', 'partner'] as const) {
      const { key } = await newKey('Ann Lee', [scope], null);
      expect(problemOf(await post(signUp(), key)), scope).toMatchObject({ status: 403 });
    }
    for (const key of [`rwk_${'x'.repeat(43)}`, 'rwk_'])
      expect(problemOf(await post(signUp(), key))).toMatchObject({ status: 401 });
    expect(await items()).toEqual([]);
  });
});
