import * as http from 'node:http';
import * as https from 'node:https';
import { isLoopbackHost } from '../model/reference.ts';

/** HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in either case; other names are not looked at. */
export type ProxyEnvironment = Readonly<Record<string, string | undefined>>;

/** Agents with kept connections, and which of them a URL is asked through. */
export interface Agents {
  for(url: URL): http.Agent;
  close(): void;
}

export function createAgents(environment: ProxyEnvironment): Agents {
  const proxyEnv = { ...environment };
  const proxied = {
    http: new http.Agent({ keepAlive: true, proxyEnv }),
    https: new https.Agent({ keepAlive: true, proxyEnv }),
  };
  // A proxy's loopback is another machine's: what is here is always asked directly.
  const direct = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };
  return {
    for(url) {
      const pair = isLoopbackHost(url.host) ? direct : proxied;
      return url.protocol === 'https:' ? pair.https : pair.http;
    },
    close() {
      for (const agent of [...Object.values(proxied), ...Object.values(direct)]) agent.destroy();
    },
  };
}
