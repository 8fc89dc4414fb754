import { boolean, byType, type Check, list, matching, oneOf, shape, string } from './checks.ts';

export const id = string(255);
export const url = string(3000);

export function plainText(max: number, min = 1): Check {
  const check = shape({
    required: { type: oneOf('plain_text'), text: string(max, min) },
    optional: { emoji: boolean },
  });
  return byType({ plain_text: check }, 'a plain_text object');
}

export function mrkdwn(max: number): Check {
  const check = shape({
    required: { type: oneOf('mrkdwn'), text: string(max) },
    optional: { verbatim: boolean },
  });
  return byType({ mrkdwn: check }, 'a mrkdwn object');
}

export function text(max: number): Check {
  return byType({ plain_text: plainText(max), mrkdwn: mrkdwn(max) }, 'a text object');
}

const style = oneOf('primary', 'danger');
export const colorScheme = style;

export const confirm = shape({
  required: { text: text(300) },
  optional: { title: plainText(100), confirm: plainText(30), deny: plainText(30), style },
});

/** Checkboxes and radio buttons may use mrkdwn, menus may not; only overflow options may carry a url. */
export function option(words: 'plain' | 'any', extra: Record<string, Check> = {}): Check {
  const label = words === 'plain' ? plainText(75) : text(75);
  const description = words === 'plain' ? plainText(75) : text(75);
  return shape({ required: { text: label, value: string(150) }, optional: { description, ...extra } });
}

export const menuOption = option('plain');
export const optionGroup = shape({
  required: { label: plainText(75), options: list(menuOption, 100) },
});

export const imageSource: Record<string, Check> = {
  image_url: matching(/^https?:\/\/\S{1,2990}$/, 'an http(s) address of at most 3000 characters'),
  slack_file: shape({ optional: { id: string(), url } }),
};

export const dispatchConfig = shape({
  optional: { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 2) },
});
