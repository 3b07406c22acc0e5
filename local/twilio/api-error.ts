/** Twilio's error body, thrown. The codes are of https://www.twilio.com/docs/api/errors. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const errorBody = ({ status, code, message }: ApiError) => ({
  code,
  message,
  more_info: `https://www.twilio.com/docs/errors/${code}`,
  status,
});

/** A parameter that is unknown, repeated or of the wrong type. */
export const badParameter = (message: string): ApiError => new ApiError(400, 20001, message);

export const notFound = (path: string): ApiError =>
  new ApiError(404, 20404, `The requested resource ${path} was not found`);

/** What a status means when nobody said a code: https://www.twilio.com/docs/usage/twilios-response. */
export const codeOfStatus = (status: number): number => 20_000 + status;
