/** The version of this program, as in package.json (a test compares). */
export const toolVersion = '0.1.0';
