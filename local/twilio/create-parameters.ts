import { ApiError, badParameter } from './api-error.ts';
import { callbackTarget } from './callback-target.ts';

interface Rule {
  readonly fits: (value: string) => boolean;
  /** How often it may be given. */
  readonly most?: number;
  /** Where Twilio has a code of its own for a bad value. */
  readonly refusal?: (value: string) => ApiError;
}

const pattern =
  (form: RegExp) =>
  (value: string): boolean =>
    form.test(value);
const oneOf =
  (...values: string[]) =>
  (value: string): boolean =>
    values.includes(value);
const wholeNumber =
  (least: number, most: number) =>
  (value: string): boolean =>
    /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most;
const sid = (prefix: string) => pattern(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`));
const truth = oneOf('true', 'false');
const text = (): boolean => true;

const jsonObject = (value: string): boolean => {
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
};

/** E.164; of the North American plan, area and exchange codes begin with 2 to 9. */
export const isPhone = pattern(/^\+(1[2-9]\d{2}[2-9]\d{6}|[2-9]\d{6,14})$/);

/** Numbers with which Twilio lets anyone try its refusals: https://www.twilio.com/docs/iam/test-credentials. */
const REFUSED_TEST_NUMBERS: Readonly<Record<string, ApiError>> = {
  '+15005550001': new ApiError(400, 21211, "The 'To' number is not a valid phone number."),
  '+15005550002': new ApiError(400, 21612, "The 'To' phone number is not currently reachable."),
  '+15005550003': new ApiError(400, 21408, "Permission to send an SMS has not been enabled for the 'To' region."),
  '+15005550004': new ApiError(400, 21610, 'Attempt to send to unsubscribed recipient'),
  '+15005550009': new ApiError(400, 21614, "'To' number is not a valid mobile number"),
};

/** What belongs to POST /Messages.json, as Twilio's OpenAPI lists it. */
const RULES: Readonly<Record<string, Rule>> = {
  To: {
    fits: (value) => isPhone(value) && REFUSED_TEST_NUMBERS[value] === undefined,
    refusal: (value) =>
      REFUSED_TEST_NUMBERS[value] ?? new ApiError(400, 21211, `The 'To' number ${value} is not a valid phone number.`),
  },
  From: { fits: text },
  FallbackFrom: { fits: text },
  MessagingServiceSid: {
    fits: sid('MG'),
    refusal: (value) => new ApiError(400, 21701, `The Messaging Service ${value} does not exist.`),
  },
  Body: {
    fits: (value) => value.length <= 1600,
    refusal: () => new ApiError(400, 21617, 'The concatenated message body exceeds the 1600 character limit'),
  },
  MediaUrl: {
    fits: pattern(/^https?:\/\/[^\s]+$/),
    most: 10,
    refusal: (value) => new ApiError(400, 21620, `Invalid media URL(s): ${value}`),
  },
  StatusCallback: {
    fits: (value) => callbackTarget(value) !== undefined,
    refusal: (value) => new ApiError(400, 21609, `The 'StatusCallback' URL ${value} is not a valid URL.`),
  },
  ApplicationSid: { fits: sid('AP') },
  MaxPrice: { fits: pattern(/^\d{1,6}(\.\d{1,6})?$/) },
  ProvideFeedback: { fits: truth },
  Attempt: { fits: wholeNumber(1, 1_000) },
  ValidityPeriod: { fits: wholeNumber(1, 36_000) },
  ForceDelivery: { fits: truth },
  ContentRetention: { fits: oneOf('retain', 'discard') },
  AddressRetention: { fits: oneOf('retain', 'obfuscate') },
  SmartEncoded: { fits: truth },
  PersistentAction: { fits: text, most: 10 },
  TrafficType: { fits: oneOf('free') },
  ShortenUrls: { fits: truth },
  ScheduleType: { fits: oneOf('fixed') },
  SendAt: { fits: pattern(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/) },
  SendAsMms: { fits: truth },
  ContentVariables: { fits: jsonObject },
  MessageIntent: {
    fits: oneOf(
      ...['otp', 'notifications', 'marketing', 'fraud', 'security', 'customercare', 'delivery'],
      ...['education', 'polling', 'announcements', 'events'],
    ),
  },
  RiskCheck: { fits: oneOf('enable', 'disable') },
  ContentSid: { fits: sid('H[XT]') },
};

export const parameterNames: readonly string[] = Object.keys(RULES);

/** Throws Twilio's refusal of the first parameter that is unknown, repeated or of the wrong type. */
export const checkParameters = (form: URLSearchParams): void => {
  const times = new Map<string, number>();
  for (const [name, value] of form) {
    const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
    if (rule === undefined) throw badParameter(`Unknown parameter '${name}'`);
    const seen = (times.get(name) ?? 0) + 1;
    times.set(name, seen);
    if (seen > (rule.most ?? 1)) throw badParameter(`Parameter '${name}' is given ${seen} times`);
    if (!rule.fits(value)) throw rule.refusal?.(value) ?? badParameter(`Parameter '${name}' has an invalid value`);
  }
};
