export const findingKinds = ['vulnerability', 'secret', 'malware', 'misconfiguration', 'integrity'] as const;

export type FindingKind = (typeof findingKinds)[number];
