/** Where the page is served when nobody says so, and where OTLP/HTTP is sent to when nobody says so. */
export const defaultViewPort = 4380;
export const defaultOtlpPort = 4318;
