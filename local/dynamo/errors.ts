const PREFIX = 'com.amazonaws.dynamodb.v20120810#';

/** What an operation answers when it fails: HTTP status and body. dynalite's own errors have this shape too. */
export interface ApiError extends Error {
  statusCode: number;
  body: { __type: string; message?: string; [extra: string]: unknown };
}

export const isApiError = (error: unknown): error is ApiError =>
  error instanceof Error && 'statusCode' in error && 'body' in error;

const apiError = (type: string, message: string, extra: Record<string, unknown> = {}): ApiError =>
  Object.assign(new Error(message), { statusCode: 400, body: { __type: type, message, ...extra } });

/** An error of DynamoDB's API by its short name, such as `ResourceNotFoundException`. */
export const dynamoError = (name: string, message: string, extra?: Record<string, unknown>): ApiError =>
  apiError(PREFIX + name, message, extra);

/** A malformed request; DynamoDB names it in another namespace than its own errors. */
export const invalidRequest = (message: string): ApiError =>
  apiError('com.amazon.coral.validate#ValidationException', message);

export const protocolError = (name: string, message: string): ApiError =>
  apiError(`com.amazon.coral.service#${name}`, message);

export const tableNotFound = (): ApiError => dynamoError('ResourceNotFoundException', 'Requested resource not found');
