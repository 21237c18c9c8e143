/** The version of this program, as in package.json (a test compares). */
export const toolVersion = '0.1.0';

/** The version of the JSON report; it grows by one when a field changes meaning or goes. */
export const reportSchemaVersion = 1;
