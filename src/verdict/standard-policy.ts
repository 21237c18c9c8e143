/**
 * The policy "standard", as text with comments: what a first start writes, and a good file to begin with.
 * @param options `keyFile`: the public key that is trusted, relative to where the policy file will be
 */
export function standardPolicy(options: { readonly keyFile: string }): string {
  // A JSON string is a YAML string in double quotes.
  return text.replace('KEY_FILE', () => JSON.stringify(options.keyFile));
}

const text = `# What an image must fulfil to be served. The first rule that covers its repository applies.
version: 1
rules:
  - repositories: ["**"]     # every repository; put rules for some of them above this one
    mode: enforce            # or audit: decide and record, block nothing
    require:
      scan: { maxAge: 7d }   # scanned at most 7 days ago, signed by a signer below
      tagBinding: true       # a tag means the digest it was signed for, no other
    signers:
      - key: KEY_FILE # relative to this file
    block:
      vulnerabilities:
        - { severity: high, fixable: true } # critical and high, once a fixed version exists
        - { knownExploited: true }          # exploited in the wild (CISA KEV), with or without a fix
      secrets: any
      malware: any

# Accepted findings. Each has an end, a reason and an owner:
#   - { rule: CVE-2024-0001, package: "pkg:deb/debian/zlib1g", until: 2027-01-31, reason: "not reachable", owner: platform }
waivers: []
`;
