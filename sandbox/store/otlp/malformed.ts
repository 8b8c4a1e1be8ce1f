/** What makes a whole OTLP payload unreadable, as opposed to one span in it that cannot be accepted. */

/** The payload is not OTLP. The message says where, what was found and what was expected. */
export class MalformedOtlp extends Error {
  override readonly name = 'MalformedOtlp';
}

/**
 * How deep arrays and kvlists may be nested in an attribute. Protobuf implementations stop at 100 messages, and
 * each level here is two messages; a bound keeps hostile input from exhausting the stack.
 */
export const maxValueDepth = 48;
