import type { RuleAbout } from '../secret-finding.ts';

/** The rule of values that a variable's name gives away; they have no form that a text could be searched for. */
export const variableRule: RuleAbout = {
  id: 'secret-variable',
  title: 'Variable that holds a secret',
  severity: 'high',
  remedy: 'change it, and give it at run time',
};
