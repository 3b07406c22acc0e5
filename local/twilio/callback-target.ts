/** Where a callback goes: the URL that is requested and signed, and how often it is tried again after what. */
export interface CallbackTarget {
  readonly url: string;
  readonly retries: number;
  readonly policies: readonly string[];
}

const POLICIES = ['4xx', '5xx', 'ct', 'rt', 'all'];

/** The simulation must not carry a phone number off the machine, whatever a configuration names. */
export const isLoopback = (url: string): boolean => {
  if (!/^https?:\/\/[^/]/i.test(url) || !URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
};

/** Whether each override is one of Twilio's: `ct` and `rt` 100 to 10,000 or 15,000 ms, `tt` too, `rc` 0 to 5, `rp`, `e`, `sni`. */
const overridesFit = (overrides: URLSearchParams): boolean => {
  const between = (value: string, least: number, most: number): boolean =>
    /^\d{1,5}$/.test(value) && Number(value) >= least && Number(value) <= most;
  const fits: Readonly<Record<string, (value: string) => boolean>> = {
    ct: (value) => between(value, 100, 10_000),
    rt: (value) => between(value, 100, 15_000),
    tt: (value) => between(value, 100, 15_000),
    rc: (value) => between(value, 0, 5),
    rp: (value) => value.split(',').every((policy) => POLICIES.includes(policy)),
    e: (value) => /^[a-z0-9,-]+$/.test(value),
    sni: (value) => value === 'y' || value === 'n',
  };
  return [...overrides].every(([name, value]) => Object.hasOwn(fits, name) && fits[name]?.(value) === true);
};

/**
 * A callback URL with connection overrides in its fragment, `https://…#rc=5&rp=all`; undefined where Twilio would not
 * take it. Twilio's defaults are one retry, on a connection that was not made
 * (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides).
 */
export const callbackTarget = (value: string): CallbackTarget | undefined => {
  const hash = value.indexOf('#');
  const url = hash === -1 ? value : value.slice(0, hash);
  const overrides = new URLSearchParams(hash === -1 ? '' : value.slice(hash + 1));
  if (!isLoopback(url) || !overridesFit(overrides)) return undefined;
  return {
    url,
    retries: Number(overrides.get('rc') ?? 1),
    policies: (overrides.get('rp') ?? 'ct').split(','),
  };
};
