import type { SecretRule } from './rule.ts';
import { cloudRules } from './rules/cloud.ts';
import { infrastructureRules } from './rules/infrastructure.ts';
import { keyRules } from './rules/keys.ts';
import { loginRules } from './rules/logins.ts';
import { machineLearningRules } from './rules/machine-learning.ts';
import { messagingRules } from './rules/messaging.ts';
import { observabilityRules } from './rules/observability.ts';
import { packageRegistryRules } from './rules/package-registries.ts';
import { paymentRules } from './rules/payment.ts';
import { settingsRules } from './rules/settings.ts';
import { sourceControlRules } from './rules/source-control.ts';
import { workplaceRules } from './rules/workplace.ts';

/** Every kind of secret that is looked for by its text. */
export const secretRules: readonly SecretRule[] = [
  ...keyRules,
  ...loginRules,
  ...cloudRules,
  ...sourceControlRules,
  ...packageRegistryRules,
  ...infrastructureRules,
  ...messagingRules,
  ...machineLearningRules,
  ...observabilityRules,
  ...paymentRules,
  ...workplaceRules,
  ...settingsRules,
];
