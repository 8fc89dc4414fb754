import { validate as isCron } from 'node-cron';
import { z } from 'zod';
import { parseDuration } from '../core/duration.ts';

/** Building blocks of the settings: each takes the variable's text and gives a typed value, or an issue. */

function parsed<Value>(read: (text: string) => Value | undefined) {
  return z.string().transform((text, context): Value => {
    const value = read(text.trim());
    if (value === undefined) {
      context.addIssue({ code: 'custom', message: 'not of the allowed form' });
      return z.NEVER;
    }
    return value;
  });
}

const whenMatches = (pattern: RegExp) => parsed((text) => (pattern.test(text) ? text : undefined));

export const text = parsed((value) => value);
export const botToken = whenMatches(/^xoxb-[\w-]{5,}$/);
export const appToken = whenMatches(/^xapp-[\w-]{5,}$/);
export const secretWord = whenMatches(/^\S{8,}$/);
export const channelId = whenMatches(/^[CG][A-Z0-9]{2,}$/);
export const awsRoleArn = whenMatches(/^arn:aws[\w-]*:iam::(\{accountId\}|\d{12}):role\/[\w+=,.@/-]+$/);

export const port = parsed((value) => {
  const number = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  return number >= 0 && number <= 65535 ? number : undefined;
});

export const url = (...protocols: string[]) =>
  parsed((value) => {
    const parsedUrl = URL.canParse(value) ? new URL(value) : undefined;
    return parsedUrl && protocols.includes(parsedUrl.protocol) ? value : undefined;
  });

export const oneOf = <const Choice extends string>(...choices: Choice[]) =>
  parsed((value) => choices.find((choice) => choice === value.toLowerCase()));

const items = (value: string) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

const isUserOrGroup = (id: string) => /^[UWS][A-Z0-9]{2,}$/.test(id);

export const usersAndGroups = parsed((value) => {
  const ids = items(value);
  return ids.every(isUserOrGroup) ? ids : undefined;
});

export const namePatterns = parsed((value) => {
  const patterns = items(value);
  return patterns.every((pattern) => /^[\w .*?-]+$/.test(pattern)) ? patterns : undefined;
});

/** `111122223333=S0PLATFORM,my-project=U0ANA` → AWS account or GCP project → whom to mention. */
export const owners = parsed((value) => {
  const entries = items(value).map((item) => item.split('=').map((part) => part.trim()));
  const map = new Map<string, string>();
  for (const [cloudProject = '', owner = '', ...rest] of entries) {
    const isCloudProject =
      /^\d{12}$/.test(cloudProject) || /^[a-z][a-z0-9.:-]{4,61}[a-z0-9]$/.test(cloudProject);
    if (rest.length > 0 || !isCloudProject || !isUserOrGroup(owner) || map.has(cloudProject))
      return undefined;
    map.set(cloudProject, owner);
  }
  return map;
});

/** Milliseconds, above zero. */
export const duration = parsed((value) => {
  const ms = parseDuration(value);
  return ms !== undefined && ms > 0 ? ms : undefined;
});

export const cron = parsed((value) => {
  const fields = value.split(/\s+/).length;
  return fields === 5 && isCron(value) ? value : undefined;
});

export const timezone = parsed((value) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone === undefined
      ? undefined
      : value;
  } catch {
    return undefined;
  }
});

export interface QuietHours {
  /** Minutes since midnight, in the configured time zone. `from` above `to` runs over midnight. */
  from: number;
  to: number;
}

export const quietHours = parsed((value): QuietHours | undefined => {
  const match = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/.exec(value);
  if (!match) return undefined;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = match.slice(1).map(Number);
  const hours = { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
  return hours.from === hours.to ? undefined : hours;
});
