/** OTLP's enums by name. Here and not in `trace.ts`, so that a page can have them without the schemas' library. */

/** The index is OTLP's number. JavaScript's API counts from 0 = INTERNAL instead. */
export const spanKinds = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'] as const;

/** The index is OTLP's and the JavaScript API's number. */
export const statusCodes = ['UNSET', 'OK', 'ERROR'] as const;
