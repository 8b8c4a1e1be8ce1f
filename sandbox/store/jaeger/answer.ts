/** What the query API answers, and the two shapes of its errors. */

export interface Answer {
  status: number;
  /** Ready for `JSON.stringify`: no bigint, no bytes. */
  body: unknown;
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** An error of `/api/v3`: that of the gRPC gateway. */
export function v3Error(status: number, message: string): Answer {
  return { status, body: { error: { httpCode: status, message } } };
}

/** A success of the older API. */
export function v1Answer(data: readonly unknown[] | null, total = 0): Answer {
  return ok({ data, total, limit: 0, offset: 0, errors: null });
}

/** An error of the older API. */
export function v1Error(status: number, msg: string): Answer {
  return { status, body: { data: null, total: 0, limit: 0, offset: 0, errors: [{ code: status, msg }] } };
}
