/** What a registry is shown: an account, an OAuth 2 refresh token ("identity token"), or a token to send as it is. */
export type Credential =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'identity'; readonly token: string }
  | { readonly kind: 'bearer'; readonly token: string };

/** The credential for exactly this host (with its port, if it has one); undefined for none. */
export type CredentialSource = (host: string) => Promise<Credential | undefined>;
