import {
  assigned,
  digits,
  followedBy,
  hexadecimal,
  issued,
  letters,
  named,
  type SecretRule,
  token,
  uuid,
} from '../rule.ts';

const encodedId = /^[MNO][\w-]{20,28}/;

/** Chat, mail and telephone. */
export const messagingRules: readonly SecretRule[] = [
  issued({
    id: 'slack-token',
    title: 'Slack token',
    revoke: 'in the settings of the Slack app',
    keywords: followedBy('xox', 'abceoprs'),
    pattern: token(
      String.raw`xox(?:[abceoprs]-|e\.xox[bp]-)`,
      '[0-9]{1,14}-[A-Za-z0-9-]{20,250}',
      '[A-Za-z0-9-]',
    ),
  }),
  issued({
    id: 'slack-app-token',
    title: 'Slack app-level token',
    revoke: 'in the settings of the Slack app',
    keywords: ['xapp-'],
    pattern: token('xapp-', '[0-9]-[A-Z0-9]{8,14}-[0-9]{10,14}-[0-9a-f]{64}'),
  }),
  issued({
    id: 'slack-webhook',
    title: 'Slack webhook',
    severity: 'medium',
    revoke: 'in the settings of the Slack app',
    keywords: ['hooks.slack.com/'],
    pattern:
      /hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Z0-9]{8,12}\/[A-Z0-9]{8,24}\/(?<secret>[A-Za-z0-9]{20,32})(?![A-Za-z0-9])/y,
  }),
  named({
    id: 'discord-bot-token',
    title: 'Discord bot token',
    revoke: 'in the Discord developer portal',
    keywords: ['discord'],
    pattern: assigned('discord', String.raw`[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,40}`),
    // The first part is the bot's number.
    holds: (text) => {
      const [id = ''] = encodedId.exec(text) ?? [];
      return /^\d{16,20}/.test(Buffer.from(id.split('.', 1).join(''), 'base64url').toString('latin1'));
    },
  }),
  issued({
    id: 'discord-webhook',
    title: 'Discord webhook',
    severity: 'medium',
    revoke: 'in the settings of the channel',
    keywords: ['/api/webhooks/'],
    pattern: /\/api\/webhooks\/[0-9]{17,20}\/(?<secret>[\w-]{60,70})(?![\w-])/y,
  }),
  issued({
    id: 'teams-webhook',
    title: 'Microsoft Teams webhook',
    severity: 'medium',
    revoke: 'in the connectors of the channel',
    keywords: ['.webhook.office.com/'],
    pattern: new RegExp(
      String.raw`\.webhook\.office\.com/webhookb2/${uuid}@${uuid}/IncomingWebhook/(?<secret>[0-9a-f]{32})/`,
      'y',
    ),
  }),
  issued({
    id: 'telegram-bot-token',
    title: 'Telegram bot token',
    revoke: 'with @BotFather',
    keywords: followedBy(':AA', 'EFGH'),
    pattern: /(?<=(?<![0-9A-Za-z_])[0-9]{8,10}):AA[E-H][\w-]{32}(?![\w-])/y,
  }),
  named({
    id: 'twilio-auth-token',
    title: 'Twilio auth token or API key',
    revoke: 'in the Twilio console',
    keywords: ['twilio'],
    pattern: assigned('twilio', '(?:SK)?[0-9a-f]{32}'),
  }),
  issued({
    id: 'sendgrid-api-key',
    title: 'SendGrid API key',
    revoke: 'in the SendGrid settings',
    keywords: followedBy('SG.', `${letters}${digits}_-`),
    pattern: token(String.raw`SG\.`, String.raw`[\w-]{22}\.[\w-]{43}`, '[A-Za-z0-9_-]'),
  }),
  issued({
    id: 'mailgun-api-key',
    title: 'Mailgun API key',
    certain: false,
    revoke: 'in the Mailgun control panel',
    keywords: followedBy('key-', hexadecimal),
    pattern: token('key-', '[0-9a-f]{32}'),
    minEntropy: 3.2,
  }),
  named({
    id: 'mailgun-sending-key',
    title: 'Mailgun sending key',
    revoke: 'in the Mailgun control panel',
    keywords: ['mailgun'],
    pattern: assigned('mailgun', '[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}'),
  }),
  issued({
    id: 'mailchimp-api-key',
    title: 'Mailchimp API key',
    revoke: 'in the Mailchimp account',
    keywords: followedBy('-us', digits),
    pattern: /(?<=(?<![0-9A-Za-z])(?<secret>[0-9a-f]{32}))-us[0-9]{1,2}(?![0-9A-Za-z-])/y,
    minEntropy: 3.2,
  }),
  issued({
    id: 'brevo-api-key',
    title: 'Brevo API key',
    revoke: 'in the Brevo account',
    keywords: ['xkeysib-', 'xsmtpsib-'],
    pattern: token('x(?:key|smtp)sib-', '[0-9a-f]{64}-[A-Za-z0-9]{16}'),
  }),
  named({
    id: 'postmark-token',
    title: 'Postmark server token',
    revoke: 'in the settings of the Postmark server',
    keywords: ['postmark'],
    pattern: assigned('postmark', uuid),
  }),
  issued({
    id: 'intercom-access-token',
    title: 'Intercom access token',
    revoke: 'in the Intercom developer hub',
    // "tok:" in base64.
    keywords: ['dG9rO'],
    pattern: token('dG9rO', '[A-Za-z0-9_-]{54,80}={0,2}', '[A-Za-z0-9+/=]'),
    minEntropy: 4,
  }),
];
