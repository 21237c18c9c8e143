/**
 * True for base64 that stands for `user:password`, as HTTP basic authentication (RFC 7617) and Docker's configuration
 * write it, in printable characters.
 */
export function isUserAndPassword(base64: string): boolean {
  const text = Buffer.from(base64, 'base64').toString('latin1');
  const [user = '', ...rest] = text.split(':');
  return user !== '' && rest.join(':').length >= 3 && /^[\x20-\x7e\x80-\xff]+$/.test(text);
}
