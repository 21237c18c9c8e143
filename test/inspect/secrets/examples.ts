import { generateKeyPairSync } from 'node:crypto';
import { gitHubChecksum } from '../../../src/inspect/secrets/rules/source-control.ts';
import { type Pieces, pieces } from './random-pieces.ts';

/** Texts that a rule finds, and texts like them that no rule finds. */
export interface Examples {
  readonly hits: readonly string[];
  readonly misses: readonly string[];
  /** Of the file they stand in. */
  readonly path: string;
}

const plainPath = 'srv/notes.txt';

type Make = (p: Pieces) => string;

/** Tokens that begin with a prefix: cut short, glued to a word or without randomness they are none. */
function prefixed(prefixes: readonly string[], body: Make, also: { readonly misses?: Make } = {}) {
  return (p: Pieces): Examples => {
    const [first = ''] = prefixes;
    const whole = body(p);
    return {
      hits: prefixes.flatMap((prefix) => [prefix + body(p), `{"key": "${prefix}${body(p)}"}\\n`]),
      misses: [
        first + whole.slice(0, whole.length / 3),
        `word${first}${whole}`,
        first + whole.replace(/[A-Za-z0-9]/g, 'x'),
        ...(also.misses === undefined ? [] : [also.misses(p)]),
      ],
      path: plainPath,
    };
  };
}

/** Values that only a name gives away. */
function namedBy(names: readonly string[], body: Make, path = plainPath) {
  return (p: Pieces): Examples => ({
    hits: names.flatMap((name) => [`export ${name}=${body(p)}`, `  "${name}": "${body(p)}",`]),
    misses: [
      `OTHER=${body(p)}`,
      `${names[0]}=\${${names[0]}}`,
      `${names[0]}=`,
      `${names[0]}=${body(p).replace(/[A-Za-z0-9]/g, 'x')}`,
    ],
    path,
  });
}

function written(make: (p: Pieces) => { hits: string[]; misses: string[] }, path = plainPath) {
  return (p: Pieces): Examples => ({ ...make(p), path });
}

const join = (...parts: readonly string[]): string => parts.join('');
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const base64url = (text: string): string => Buffer.from(text).toString('base64url');

function gitHub(p: Pieces): string {
  const body = p.base62(30);
  return body + gitHubChecksum(body);
}

function jwt(p: Pieces, payload: object): string {
  const header = base64url(JSON.stringify({ alg: 'HS256', typ: 'JWT' }));
  return [header, base64url(JSON.stringify(payload)), p.base64url(43)].join('.');
}

const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
const ed25519 = generateKeyPairSync('ed25519');
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const locked = { cipher: 'aes-256-cbc', passphrase: 'a', format: 'pem' } as const;

/** OpenSSH's own format, as far as the scanner reads it. */
function openssh(p: Pieces, cipher: string): string {
  const name = Buffer.alloc(4 + cipher.length);
  name.writeUInt32BE(cipher.length);
  name.write(cipher, 4);
  const body = Buffer.concat([Buffer.from('openssh-key-v1\0'), name, Buffer.from(p.base64(200), 'base64')]);
  return armour('OPENSSH PRIVATE KEY', body.toString('base64'));
}

function armour(label: string, body: string): string {
  return `-----BEGIN ${label}-----\n${body.replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;
}

function keys(): readonly [string, (p: Pieces) => Examples][] {
  const pkcs8 = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const pkcs1 = rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  const plain = written((p) => ({
    hits: [
      pkcs8,
      pkcs1,
      ec.privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
      ed25519.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      openssh(p, 'none'),
      JSON.stringify({ key: pkcs8 }),
      pkcs1.replaceAll('\n', '\r\n'),
      `key: |\n    ${pkcs8.replaceAll('\n', '\n    ')}`,
      pkcs1
        .split('\n')
        .map((line) => `  "${line}\\n" +`)
        .join('\n'),
    ],
    misses: [
      rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      pkcs8.slice(0, 300),
      `${pkcs8.slice(0, 300)}\n...\n-----END PRIVATE KEY-----\n`,
      armour('PRIVATE KEY', p.base64(800)),
      armour('PRIVATE KEY', 'MIIE'),
      "if (text.startsWith('-----BEGIN PRIVATE KEY-----')) return;",
    ],
  }));
  const encrypted = written((p) => ({
    hits: [
      rsa.privateKey.export({ ...locked, type: 'pkcs8' }).toString(),
      rsa.privateKey.export({ ...locked, type: 'pkcs1' }).toString(),
      openssh(p, 'aes256-ctr'),
    ],
    misses: [armour('ENCRYPTED PRIVATE KEY', p.base64(800))],
  }));
  const pgp = written((p) => {
    const packet = Buffer.concat([Buffer.from([0x95, 0x01, 0x00]), Buffer.from(p.base64(400), 'base64')]);
    const label = 'PGP PRIVATE KEY BLOCK';
    const body = `Version: GnuPG v2\n\n${packet.toString('base64')}\n=${p.base62(4)}`;
    const certificate = Buffer.concat([Buffer.from([0x99, 0x01, 0x00]), packet.subarray(3)]);
    return {
      hits: [`-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`],
      misses: [armour(label, certificate.toString('base64')), armour(label, p.base64(40))],
    };
  });
  const putty = written((p) => {
    const file = (lines: string): string =>
      [
        'PuTTY-User-Key-File-3: ssh-ed25519',
        'Encryption: none',
        'Comment: me',
        'Public-Lines: 1',
        p.base64(64),
        `Private-Lines: ${lines}`,
        p.base64(64),
      ].join('\n');
    return { hits: [file('1')], misses: [file('0'), file('1').slice(0, 90)] };
  });
  return [
    ['private-key', plain],
    ['encrypted-private-key', encrypted],
    ['pgp-private-key', pgp],
    ['putty-private-key', putty],
    [
      'age-secret-key',
      prefixed([join('AGE-SECRET', '-KEY-1')], (p) => p.from('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58)),
    ],
    [
      'private-json-web-key',
      written((p) => ({
        hits: [JSON.stringify({ kty: 'EC', crv: 'P-256', x: p.base64url(43), d: p.base64url(43) })],
        misses: [
          JSON.stringify({ kty: 'RSA', n: p.base64url(342), e: 'AQAB' }),
          JSON.stringify({ kty: 'EC', d: 'x'.repeat(43) }),
        ],
      })),
    ],
  ];
}

function logins(): readonly [string, (p: Pieces) => Examples][] {
  const basic = (text: string): string => `Authorization: Basic ${base64(text)}`;
  return [
    [
      'url-password',
      written((p) => ({
        hits: [
          `postgres://app:${p.base62(12)}@db/app`,
          `DATABASE_URL="mongodb+srv://app:${p.base62(20)}@cluster0.abcde.mongodb.net/x"`,
          `https://deploy:${p.base62(8)}@git.acme.io/a.git`,
          `redis://:${p.base62(16)}@cache:6379/0`,
          join('http://user:', 'hunter2@proxy:3128'),
        ],
        misses: [
          'https://acme.io:8443/a@b',
          'postgres://user:password@db/app',
          'postgres://postgres:postgres@db/app',
          `postgres://app:\${DB_PASSWORD}@db/app`,
          'amqp://guest:guest@rabbit',
          `postgres://app:${p.base62(12)}@localhost/app`,
          `https://me:${p.base62(12)}@example.com/`,
          'https://acme.io/?a=b:c@d',
          'ssh://git@github.com:22/a.git',
          'https://<user>:<password>@acme.io',
        ],
      })),
    ],
    [
      'json-web-token',
      written((p) => ({
        hits: [
          jwt(p, { sub: 'u-4711', exp: 1 }),
          `Authorization: Bearer ${jwt(p, { iss: 'kubernetes/serviceaccount' })}`,
        ],
        misses: [
          jwt(p, { sub: '1234567890', name: 'John Doe' }),
          jwt(p, { role: 'anon' }),
          jwt(p, { sub: 'u-4711' }).split('.').slice(0, 2).join('.'),
          ['eyJhbGciOiJub25l', 'eyJzdWIi', p.base64url(43)].join('.'),
        ],
      })),
    ],
    [
      'basic-authorization',
      written((p) => ({
        hits: [basic(`deploy:${p.base62(12)}`), `{"authorization": "Basic ${base64(`a:${p.base62(9)}`)}"}`],
        misses: [basic('Aladdin:open sesame'), basic('user:pass'), 'Authorization: Basic realm="acme login"'],
      })),
    ],
    [
      'bearer-authorization',
      written((p) => ({
        hits: [`Authorization: Bearer ${p.base62(40)}`, `-H 'authorization: bearer ${p.base64url(36)}1'`],
        misses: [`Authorization: Bearer $TOKEN`, 'Authorization: Bearer your-access-token-goes-in-here'],
      })),
    ],
    [
      'curl-login',
      written((p) => ({
        hits: [
          `curl -fsS -u deploy:${p.base62(12)} -O https://acme.io/a.tgz`,
          `curl --user "a:${p.base62(9)}" https://acme.io`,
        ],
        misses: ['curl -u user:password https://acme.io', `curl -u "$USER:$PASSWORD" https://acme.io`],
      })),
    ],
    [
      'netrc-password',
      written(
        (p) => ({
          hits: [
            `machine acme.io login me password ${p.base62(10)}`,
            `login me\npassword\t${p.base62(10)}\n`,
          ],
          misses: ['machine acme.io login me password password', `machine acme.io password \${PASS}`],
        }),
        'root/.netrc',
      ),
    ],
    [
      'pgpass-password',
      written(
        (p) => ({ hits: [`db:5432:app:me:${p.base62(10)}`], misses: ['db:5432:app:me:password'] }),
        'root/.pgpass',
      ),
    ],
    [
      'password-hash',
      written(
        (p) => ({
          hits: [
            `root:$6$${p.base62(16)}$${p.base62(86)}:19000:0:99999:7:::`,
            `me:$y$j9T$${p.base62(60)}:1::::::`,
          ],
          misses: ['root:*:19000:0:99999:7:::', 'root:!:19000::::::', 'root::19000::::::'],
        }),
        'etc/shadow',
      ),
    ],
  ];
}

function cloud(): readonly [string, (p: Pieces) => Examples][] {
  return [
    [
      'aws-access-key-id',
      prefixed(['AKIA', 'ASIA'], (p) => p.base32(16), {
        misses: (p) => `${join('AKIA', p.base32(9))}EXAMPLE`,
      }),
    ],
    ['aws-secret-access-key', namedBy(['AWS_SECRET_ACCESS_KEY', 'aws_secret_key'], (p) => p.base64(40))],
    ['aws-bedrock-api-key', prefixed([join('ABSKQmVk', 'cm9ja0FQSUtleS')], (p) => p.base62(110))],
    ['aws-mws-token', prefixed(['amzn.mws.'], (p) => p.uuid())],
    ['google-api-key', prefixed([join('AIza', 'Sy')], (p) => p.base62(33))],
    [
      'google-service-account',
      written((p) => ({
        hits: [`  "private_key_id": "${p.hex(40)}",`],
        misses: [`"private_key_id": "${'0'.repeat(40)}"`, `"private_key_id": "${p.hex(39)}"`],
      })),
    ],
    ['google-oauth-client-secret', prefixed([join('GOC', 'SPX-')], (p) => p.base62(28))],
    ['google-oauth-token', prefixed(['ya29.'], (p) => p.base62(120))],
    ['google-oauth-refresh-token', prefixed(['1//0'], (p) => p.base62(90))],
    [
      'firebase-cloud-messaging-key',
      written((p) => ({
        hits: [join('AAAA', p.base62(7), ':APA', '91b', p.base62(134))],
        misses: [join('AAAA', p.base62(7), ':APA', '91b', p.base62(80)), join(':APA', '91b', p.base62(134))],
      })),
    ],
    [
      'azure-storage-key',
      written((p) => ({
        hits: [`DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${p.base62(86)}==;EndpointSuffix=x`],
        misses: [
          `AccountKey=${join('Eby8vdM02xNOcqFlqUwJPLlm', 'EtlCDXJ1')}${p.base62(54)}==`,
          `AccountKey=${'x'.repeat(86)}==`,
          `AccountKey=${p.base62(40)}==`,
        ],
      })),
    ],
    [
      'azure-identifiable-key',
      written((p) => ({
        hits: [
          join(p.base62(76), '+AS', 't', 'A', p.base62(4), 'A=='),
          join(p.base62(33), '+AS', 'b', 'B', p.base62(5), '='),
          join(p.base62(42), '+AC', 'R', 'C', p.base62(5)),
        ],
        misses: [
          join(p.base62(70), '+AS', 't', 'A', p.base62(4), 'A=='),
          join(p.base62(43), '+AC', 'R', 'C', p.base62(5)),
          join(p.base62(42), '+AC', 'R', 'C', p.base62(9)),
        ],
      })),
    ],
    [
      'azure-client-secret',
      written((p) => ({
        hits: [
          join(p.base62(3), '8', 'Q~', p.base62(34)),
          `secret: ${join(p.base62(3), '7', 'Q~', p.base62(31))}`,
        ],
        misses: [join(p.base62(3), '8', 'Q~', p.base62(12)), join(p.base62(9), '8', 'Q~', p.base62(34))],
      })),
    ],
    [
      'azure-devops-token',
      written((p) => ({
        hits: [join(p.base62(76), 'AZ', 'DO', p.base62(4))],
        misses: [join(p.base62(60), 'AZ', 'DO', p.base62(4)), join(p.base62(76), 'AZ', 'DO', p.base62(40))],
      })),
    ],
    [
      'azure-sas-signature',
      written((p) => ({
        hits: [`https://a.blob.core.windows.net/b?sv=2022-11-02&sr=b&sig=${p.base62(43)}%3D`],
        misses: [
          `https://a.blob.core.windows.net/b?sv=2022-11-02&sig=${p.base62(20)}%3D`,
          '&sig=REDACTED%3D',
        ],
      })),
    ],
    ['alibaba-access-key-id', prefixed(['LTAI5', 'LTAI4'], (p) => p.base62(19))],
    ['tencent-secret-id', prefixed(['AKID'], (p) => p.base62(32))],
    ['digitalocean-token', prefixed(['dop_v1_', 'doo_v1_', 'dor_v1_'], (p) => p.hex(64))],
    ['cloudflare-api-token', namedBy(['CLOUDFLARE_API_TOKEN', 'CF_API_TOKEN'], (p) => p.base62(40))],
    ['cloudflare-origin-ca-key', prefixed(['v1.0-'], (p) => `${p.hex(24)}-${p.hex(146)}`)],
    ['ibm-cloud-api-key', namedBy(['IBMCLOUD_API_KEY', 'ibm_cloud_api_key'], (p) => p.base62(44))],
    ['yandex-api-key', prefixed([join('AQ', 'VN')], (p) => p.base62(36))],
    ['scaleway-secret-key', namedBy(['SCW_SECRET_KEY'], (p) => p.uuid())],
    ['hetzner-token', namedBy(['HCLOUD_TOKEN'], (p) => p.base62(64))],
    ['linode-token', namedBy(['LINODE_TOKEN'], (p) => p.hex(64))],
    ['fastly-api-token', namedBy(['FASTLY_API_TOKEN'], (p) => p.base62(32))],
    ['heroku-api-key', prefixed(['HRKU-'], (p) => `AA${p.base62(58)}`)],
    ['heroku-legacy-api-key', namedBy(['HEROKU_API_KEY'], (p) => p.uuid())],
    ['fly-io-token', prefixed(['fm2_'], (p) => p.base62(250))],
    ['netlify-token', prefixed(['nfp_'], (p) => p.base62(36))],
    ['vercel-token', namedBy(['VERCEL_TOKEN'], (p) => p.base62(24))],
    ['supabase-key', prefixed(['sbp_'], (p) => p.hex(40))],
    ['planetscale-token', prefixed(['pscale_tkn_', 'pscale_pw_', 'pscale_oauth_'], (p) => p.base62(43))],
    ['neon-api-key', prefixed(['napi_'], (p) => p.lower(64))],
    ['databricks-token', prefixed([join('da', 'pi')], (p) => p.hex(32))],
  ];
}

function sourceControl(): readonly [string, (p: Pieces) => Examples][] {
  return [
    [
      'github-personal-token',
      prefixed([join('gh', 'p_')], gitHub, { misses: (p) => join('gh', 'p_', p.base62(36)) }),
    ],
    [
      'github-fine-grained-token',
      prefixed([join('github', '_pat_')], (p) => `${p.base62(22)}_${p.base62(59)}`),
    ],
    ['github-oauth-token', prefixed([join('gh', 'o_')], gitHub)],
    ['github-app-token', prefixed([join('gh', 's_'), join('gh', 'u_')], gitHub)],
    ['github-refresh-token', prefixed([join('gh', 'r_')], gitHub)],
    ['gitlab-personal-token', prefixed([join('gl', 'pat-')], (p) => p.base62(20))],
    [
      'gitlab-token',
      prefixed([join('gl', 'dt-'), join('gl', 'rt-'), join('GR13', '48941')], (p) => p.base62(20)),
    ],
    ['bitbucket-app-password', prefixed(['ATBB'], (p) => p.base62(32))],
    ['atlassian-api-token', prefixed(['ATATT3', 'ATCTT3'], (p) => `xFfGF0${p.base62(180)}=${p.upper(8)}`)],
    ['sourcegraph-token', prefixed(['sgp_'], (p) => `${p.hex(16)}_${p.hex(40)}`)],
    ['circleci-token', prefixed(['CCIPAT_'], (p) => `${p.base62(22)}_${p.hex(40)}`)],
    ['buildkite-token', prefixed(['bkua_'], (p) => p.hex(40))],
    ['sonarqube-token', prefixed(['squ_', 'sqp_', 'sqa_'], (p) => p.hex(40))],
    ['snyk-token', namedBy(['SNYK_TOKEN'], (p) => p.uuid())],
    ['codecov-token', namedBy(['CODECOV_TOKEN'], (p) => p.uuid())],
  ];
}

function packageRegistries(): readonly [string, (p: Pieces) => Examples][] {
  return [
    ['npm-token', prefixed([join('np', 'm_')], (p) => p.base62(36))],
    [
      'npmrc-auth',
      written(
        (p) => ({
          hits: [
            `//npm.acme.io/:_authToken=${p.uuid()}`,
            `_auth=${base64(`me:${p.base62(12)}`)}`,
            `a=b\n_auth = "${p.base62(24)}"`,
          ],
          misses: [
            `//npm.acme.io/:_authToken=\${NPM_TOKEN}`,
            `this._authToken = ${p.base62(24)};`,
            'poly1305_auth = POLY1305_WASM_MODULE;',
          ],
        }),
        'root/.npmrc',
      ),
    ],
    ['pypi-token', prefixed([join('pypi-', 'AgEIcHlwaS5vcmc')], (p) => p.base62(140))],
    [
      'pypirc-password',
      written(
        (p) => ({
          hits: [`[pypi]\nusername = me\npassword = ${p.base62(12)}`],
          misses: [`password = \${PASSWORD}`, 'password =\n', 'password = %(password)s'],
        }),
        'root/.pypirc',
      ),
    ],
    ['rubygems-api-key', prefixed(['rubygems_'], (p) => p.hex(48))],
    ['nuget-api-key', prefixed([join('oy', '2')], (p) => p.lower(43))],
    [
      'nuget-config-password',
      written((p) => ({
        hits: [`<add key="ClearTextPassword" value="${p.base62(12)}" />`],
        misses: [
          '<add key="ClearTextPassword" value="%NUGET_PASSWORD%" />',
          '<add key="Username" value="me" />',
        ],
      })),
    ],
    ['crates-io-token', prefixed(['cio'], (p) => p.base62(32))],
    ['clojars-token', prefixed(['CLOJARS_'], (p) => p.hex(60))],
    ['packagist-token', prefixed(['packagist_uat_'], (p) => p.hex(68))],
    ['docker-hub-token', prefixed([join('dckr', '_pat_'), join('dckr', '_oat_')], (p) => p.base62(27))],
    [
      'docker-config-auth',
      written(
        (p) => ({
          hits: [
            JSON.stringify({ auths: { 'acme.io': { auth: base64(`me:${p.base62(12)}`) } } }),
            JSON.stringify({ auths: { 'acme.io': { auth: base64(`me:${p.base62(12)}`) } } }, null, 2),
          ],
          misses: [
            JSON.stringify({ auths: { 'acme.io': {} }, credsStore: 'pass' }),
            JSON.stringify({ auth: base64(p.base62(12)) }),
            JSON.stringify({ auth: 'enabled' }),
          ],
        }),
        'root/.docker/config.json',
      ),
    ],
    ['artifactory-token', prefixed(['AKCp'], (p) => p.base62(69))],
    [
      'maven-settings-password',
      written(
        (p) => ({
          hits: [`<server><username>me</username><password>${p.base62(12)}</password></server>`],
          misses: [
            `<password>\${env.PASSWORD}</password>`,
            `<password>{${p.base62(40)}=}</password>`,
            '<password></password>',
          ],
        }),
        'root/.m2/settings.xml',
      ),
    ],
    ['gradle-publish-key', namedBy(['gradle.publish.key', 'gradle.publish.secret'], (p) => p.base62(32))],
  ];
}

function infrastructure(): readonly [string, (p: Pieces) => Examples][] {
  return [
    ['vault-token', prefixed(['hvs.', 'hvb.'], (p) => `CAES${p.base62(91)}`)],
    ['vault-legacy-token', namedBy(['VAULT_TOKEN'], (p) => `s.${p.base62(24)}`)],
    [
      'terraform-cloud-token',
      written((p) => ({
        hits: [join(p.base62(14), '.atlas', 'v1.', p.base62(67))],
        misses: [
          join(p.base62(14), '.atlas', 'v1.', p.base62(20)),
          join(p.base62(5), '.atlas', 'v1.', p.base62(67)),
        ],
      })),
    ],
    ['consul-token', namedBy(['CONSUL_HTTP_TOKEN', 'NOMAD_TOKEN'], (p) => p.uuid())],
    ['pulumi-token', prefixed(['pul-'], (p) => p.hex(40))],
    ['doppler-token', prefixed(['dp.pt.', 'dp.st.', 'dp.ct.'], (p) => p.base62(43))],
    ['onepassword-service-account', prefixed([join('ops', '_eyJ')], (p) => p.base62(400))],
    [
      'onepassword-secret-key',
      prefixed(['A3-'], (p) =>
        [p.upper(6), p.upper(6), p.upper(5), p.upper(5), p.upper(5), p.upper(5)].join('-'),
      ),
    ],
    ['infracost-api-key', prefixed(['ico-'], (p) => p.base62(32))],
    [
      'tailscale-key',
      prefixed(['tskey-auth-', 'tskey-api-'], (p) => `k${p.base62(11)}CNTRL-${p.base62(32)}`),
    ],
    ['ngrok-token', namedBy(['NGROK_AUTHTOKEN'], (p) => `${p.base62(27)}_${p.base62(21)}`)],
    [
      'kubeconfig-client-key',
      written(
        (p) => ({
          hits: [`    client-key-data: ${join('LS0tLS1', 'CRUdJTi', p.base62(400))}`],
          misses: [
            `    client-key-data: ${p.base62(400)}`,
            '    client-key-data: LS0t',
            'client-key: /root/a.pem',
          ],
        }),
        'root/.kube/config',
      ),
    ],
    ['wireguard-private-key', namedBy(['PrivateKey'], (p) => `${p.base62(42)}A=`, 'etc/wireguard/wg0.conf')],
    ['okta-api-token', namedBy(['OKTA_API_TOKEN'], (p) => `00${p.base62(40)}`)],
  ];
}

function messaging(): readonly [string, (p: Pieces) => Examples][] {
  const slackHook = (p: Pieces): string =>
    join('https://hooks.slack', '.com/services/', `T${p.upper(8)}/B${p.upper(8)}/${p.base62(24)}`);
  return [
    [
      'slack-token',
      prefixed(
        [join('xox', 'b-'), join('xox', 'p-')],
        (p) => `${p.digits(12)}-${p.digits(12)}-${p.base62(24)}`,
      ),
    ],
    [
      'slack-app-token',
      prefixed([join('xa', 'pp-')], (p) => `1-A${p.upper(10)}-${p.digits(13)}-${p.hex(64)}`),
    ],
    [
      'slack-webhook',
      written((p) => ({
        hits: [slackHook(p)],
        misses: [
          slackHook(p).slice(0, 60),
          join('https://hooks.slack', '.com/services/T00000000/B00000000/', 'X'.repeat(24)),
        ],
      })),
    ],
    [
      'discord-bot-token',
      namedBy(['DISCORD_TOKEN'], (p) => [base64url(`1${p.digits(17)}`), p.base62(6), p.base62(38)].join('.')),
    ],
    [
      'discord-webhook',
      written((p) => ({
        hits: [join('https://discord.com/api', '/webhooks/', p.digits(18), '/', p.base62(68))],
        misses: [join('https://discord.com/api', '/webhooks/', p.digits(18), '/', p.base62(20))],
      })),
    ],
    [
      'teams-webhook',
      written((p) => {
        const url = (last: string): string =>
          join(
            'https://acme.webhook.office',
            `.com/webhookb2/${p.uuid()}@${p.uuid()}/IncomingWebhook/${last}/${p.uuid()}`,
          );
        return { hits: [url(p.hex(32))], misses: [url('0'.repeat(32)), url(p.hex(8))] };
      }),
    ],
    [
      'telegram-bot-token',
      written((p) => ({
        hits: [
          join(p.digits(10), ':A', 'AH', p.base62(32)),
          `bot${''}=${join(p.digits(9), ':A', 'AE', p.base62(32))}`,
        ],
        misses: [join(p.digits(10), ':A', 'AH', p.base62(20)), join(p.digits(4), ':A', 'AH', p.base62(32))],
      })),
    ],
    ['twilio-auth-token', namedBy(['TWILIO_AUTH_TOKEN', 'TWILIO_API_KEY'], (p) => p.hex(32))],
    ['sendgrid-api-key', prefixed([join('S', 'G.')], (p) => `${p.base62(22)}.${p.base62(43)}`)],
    ['mailgun-api-key', prefixed([join('key', '-')], (p) => p.hex(32))],
    ['mailgun-sending-key', namedBy(['MAILGUN_API_KEY'], (p) => `${p.hex(32)}-${p.hex(8)}-${p.hex(8)}`)],
    [
      'mailchimp-api-key',
      written((p) => ({
        hits: [`${p.hex(32)}-us14`, `{"key":"${p.hex(32)}-us6"}`],
        misses: [`${p.hex(20)}-us14`, 'en-us1', `${p.hex(32)}-us-east-1`],
      })),
    ],
    ['brevo-api-key', prefixed(['xkeysib-', 'xsmtpsib-'], (p) => `${p.hex(64)}-${p.base62(16)}`)],
    ['postmark-token', namedBy(['POSTMARK_TOKEN'], (p) => p.uuid())],
    ['intercom-access-token', prefixed([join('dG9', 'rO')], (p) => p.base62(56))],
  ];
}

function others(): readonly [string, (p: Pieces) => Examples][] {
  return [
    [
      'openai-api-key',
      written((p) => ({
        hits: [
          join('sk', '-', p.base62(20), 'T3Blbk', 'FJ', p.base62(20)),
          join('sk', '-proj-', p.base62(74), 'T3Blbk', 'FJ', p.base62(74)),
        ],
        misses: [
          join('sk', '-', p.base62(8), 'T3Blbk', 'FJ', p.base62(20)),
          join(p.base62(20), 'T3Blbk', 'FJ', p.base62(20)),
        ],
      })),
    ],
    ['anthropic-api-key', prefixed([join('sk-', 'ant-', 'api03-')], (p) => `${p.base62(93)}AA`)],
    ['huggingface-token', prefixed([join('hf', '_')], (p) => p.base62(90).replace(/\d/g, '').slice(0, 34))],
    ['replicate-token', prefixed([join('r8', '_')], (p) => p.base62(37))],
    ['groq-api-key', prefixed(['gsk_'], (p) => p.base62(52))],
    ['xai-api-key', prefixed(['xai-'], (p) => p.base62(80))],
    ['perplexity-api-key', prefixed(['pplx-'], (p) => p.base62(48))],
    ['nvidia-api-key', prefixed(['nvapi-'], (p) => p.base62(64))],
    ['openrouter-api-key', prefixed([join('sk-', 'or-v1-')], (p) => p.hex(64))],
    ['tavily-api-key', prefixed(['tvly-', 'tvly-dev-'], (p) => p.base62(32))],
    ['langsmith-api-key', prefixed(['lsv2_pt_'], (p) => `${p.hex(32)}_${p.hex(10)}`)],
    ['pinecone-api-key', prefixed(['pcsk_'], (p) => `${p.base62(6)}_${p.base62(63)}`)],
    ['cohere-api-key', namedBy(['COHERE_API_KEY', 'CO_API_KEY'], (p) => p.base62(40))],
    ['wandb-api-key', namedBy(['WANDB_API_KEY'], (p) => p.hex(40))],
    ['datadog-key', namedBy(['DD_API_KEY', 'DATADOG_API_KEY'], (p) => p.hex(32))],
    ['newrelic-key', prefixed(['NRAK-'], (p) => p.upper(27))],
    [
      'newrelic-license-key',
      written((p) => ({
        hits: [`${p.hex(32)}FFFF${join('NR', 'AL')}`],
        misses: [`${p.hex(20)}FFFF${join('NR', 'AL')}`, `${'a'.repeat(32)}FFFF${join('NR', 'AL')}`],
      })),
    ],
    ['grafana-token', prefixed(['glsa_'], (p) => `${p.base62(32)}_${p.hex(8)}`)],
    ['grafana-api-key', prefixed([join('eyJ', 'rIjoi')], (p) => p.base62(90))],
    ['sentry-token', prefixed(['sntryu_'], (p) => p.hex(64))],
    ['dynatrace-token', prefixed(['dt0c01.'], (p) => `${p.base32(24)}.${p.base32(64)}`)],
    ['posthog-key', prefixed(['phx_'], (p) => p.base62(47))],
    ['launchdarkly-key', prefixed(['sdk-', 'api-'], (p) => p.uuid())],
    ['opsgenie-api-key', namedBy(['OPSGENIE_API_KEY'], (p) => p.uuid())],
    ['stripe-secret-key', prefixed([join('sk_', 'live_'), join('rk_', 'live_')], (p) => p.base62(24))],
    ['stripe-webhook-secret', prefixed(['whsec_'], (p) => p.base62(32))],
    ['square-access-token', prefixed([join('sq0', 'atp-')], (p) => p.base62(22))],
    ['square-application-secret', prefixed([join('sq0', 'csp-')], (p) => p.base62(43))],
    [
      'braintree-access-token',
      written((p) => ({
        hits: [join('access_token$', 'production$', p.lower(16), '$', p.hex(32))],
        misses: [
          join('access_token$', 'sandbox$', p.lower(16), '$', p.hex(32)),
          join('access_token$', 'production$', p.lower(16)),
        ],
      })),
    ],
    ['shopify-token', prefixed(['shpat_', 'shpca_', 'shppa_', 'shpss_'], (p) => p.hex(32))],
    ['flutterwave-secret-key', prefixed([join('FLW', 'SECK-')], (p) => `${p.hex(32)}-X`)],
    ['plaid-access-token', prefixed(['access-production-'], (p) => p.uuid())],
    ['easypost-api-key', prefixed(['EZAK'], (p) => p.base62(54))],
    ['shippo-token', prefixed(['shippo_live_'], (p) => p.hex(40))],
    ['duffel-token', prefixed(['duffel_live_'], (p) => p.base62(43))],
    ['linear-key', prefixed(['lin_api_', 'lin_oauth_'], (p) => p.base62(40))],
    ['notion-token', prefixed(['ntn_'], (p) => p.digits(11) + p.base62(35))],
    ['notion-legacy-token', prefixed(['secret_'], (p) => p.base62(43))],
    ['postman-key', prefixed(['PMAK-'], (p) => `${p.hex(24)}-${p.hex(34)}`)],
    ['figma-token', prefixed(['figd_'], (p) => p.base62(40))],
    ['airtable-token', namedBy(['AIRTABLE_API_KEY'], (p) => `pat${p.base62(14)}.${p.hex(64)}`)],
    ['clickup-token', prefixed(['pk_'], (p) => `${p.digits(8)}_${p.upper(32)}`)],
    ['contentful-token', prefixed(['CFPAT-'], (p) => p.base62(43))],
    ['dropbox-token', prefixed(['sl.'], (p) => `B${p.base62(137)}`)],
    ['hubspot-token', prefixed(['pat-na1-', 'pat-eu1-'], (p) => p.uuid())],
    ['typeform-token', prefixed(['tfp_'], (p) => p.base62(48))],
    ['readme-api-key', prefixed(['rdme_'], (p) => p.lower(70))],
    ['facebook-access-token', prefixed(['EAAC'], (p) => p.base62(150))],
    ['facebook-app-secret', namedBy(['FACEBOOK_APP_SECRET', 'FB_APP_SECRET'], (p) => p.hex(32))],
    ['mapbox-secret-token', prefixed([join('sk.', 'eyJ1')], (p) => `${p.base62(80)}.${p.base62(22)}`)],
    [
      'maxmind-license-key',
      written((p) => ({
        hits: [join(p.base62(6), '_', p.base62(29), '_mmk')],
        misses: [
          join(p.base62(6), '_', p.base62(9), '_mmk'),
          join('x'.repeat(6), '_', 'x'.repeat(29), '_mmk'),
        ],
      })),
    ],
    ['algolia-admin-key', namedBy(['ALGOLIA_ADMIN_API_KEY'], (p) => p.hex(32))],
    ['prefect-api-key', prefixed(['pnu_'], (p) => `a${p.base62(35)}`)],
    ['frameio-token', prefixed(['fio-u-'], (p) => p.base62(64))],
    [
      'secret-in-settings',
      written(
        (p) => ({
          hits: [
            `db:\n  password: "${p.base62(18)}1a2b"`,
            `api_key: ${p.base62(30)}12ab`,
            `{"clientSecret": "${p.base62(28)}1a2b"}`,
          ],
          misses: [
            'password: changeme-please-changeme-please-1',
            `password: \${DB_PASSWORD_FROM_SOMEWHERE_1}`,
            'token_url: https://acme.io/oauth2/v1/token12',
            'passwordHashAlgorithm: pbkdf2-sha256-100000',
            'secret: projects/acme/secrets/db-password-v1',
            'access_key: production-access-key',
          ],
        }),
        'app/settings.yaml',
      ),
    ],
    [
      'secret-in-code',
      written(
        (p) => ({
          hits: [
            `SECRET_KEY = '${p.base62(40)}12ab'`,
            `const apiKey = "${p.base62(32)}12ab";`.replace('apiKey', 'API_KEY'),
          ],
          misses: [
            "password = 'password-of-the-user-1'",
            'token = getTokenFromSomewhere1234(a)',
            "SECRET_KEY = os.environ['SECRET_KEY_OF_APP_1']",
            "password = 'correct-horse-battery-staple'",
          ],
        }),
        'app/settings.py',
      ),
    ],
  ];
}

/** By rule id. The texts are made when this is called: no file of the repository holds one. */
export function secretExamples(): ReadonlyMap<string, Examples> {
  const all = [
    ...keys(),
    ...logins(),
    ...cloud(),
    ...sourceControl(),
    ...packageRegistries(),
    ...infrastructure(),
    ...messaging(),
    ...others(),
  ];
  return new Map(all.map(([rule, make]) => [rule, make(pieces(rule))]));
}
