const words =
  /^(?:admin|administrator|changeme|default|demo|empty|foo|bar|baz|guest|key|login|me|none|null|pass|passwd|password|pw|pwd|root|secret|sesame|sample|test|testing|token|user|username|xyz|[a-z]|\d{1,4}|[*x.]+|pass(?:word)?\d{0,3})$/i;

/** True for a password that is none: a word for one, the name of the user again, or a place to put one in. */
export function isDefaultPassword(password: string, user = ''): boolean {
  return words.test(password) || (user !== '' && password.toLowerCase() === user.toLowerCase());
}
