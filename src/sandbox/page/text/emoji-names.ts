/** Short codes → the drawing in `emoji-art.tsx` that stands for them. */
const drawn: Record<string, string> = {
  white_check_mark: 'check',
  heavy_check_mark: 'check',
  ballot_box_with_check: 'check',
  x: 'cross',
  negative_squared_cross_mark: 'cross',
  warning: 'warning',
  rotating_light: 'warning',
  hourglass: 'hourglass',
  hourglass_flowing_sand: 'hourglass',
  large_green_circle: 'dot-green',
  red_circle: 'dot-red',
  large_red_circle: 'dot-red',
  large_yellow_circle: 'dot-yellow',
  large_orange_circle: 'dot-orange',
  large_blue_circle: 'dot-blue',
  large_purple_circle: 'dot-purple',
  white_circle: 'dot-white',
  black_circle: 'dot-black',
  radio_button: 'dot-white',
  grey_question: 'question',
  question: 'question',
  grey_exclamation: 'exclamation',
  exclamation: 'exclamation',
  heavy_exclamation_mark: 'exclamation',
  information_source: 'info',
  lock: 'lock',
  closed_lock_with_key: 'lock',
  unlock: 'unlock',
  link: 'link',
  mag: 'search',
  bell: 'bell',
  no_bell: 'bell-off',
  no_entry: 'no-entry',
  no_entry_sign: 'no-entry',
  arrows_counterclockwise: 'refresh',
  arrow_right: 'arrow',
  bulb: 'bulb',
  wastebasket: 'bin',
  gear: 'gear',
  wrench: 'wrench',
  hammer_and_wrench: 'wrench',
  calendar: 'calendar',
  date: 'calendar',
  stopwatch: 'clock',
  alarm_clock: 'clock',
  clock1: 'clock',
  clock3: 'clock',
  cloud: 'cloud',
  eyes: 'eye',
  pencil2: 'pencil',
  pencil: 'pencil',
  memo: 'pencil',
  clipboard: 'clipboard',
  bust_in_silhouette: 'person',
  busts_in_silhouette: 'people',
  heavy_plus_sign: 'plus',
  heavy_minus_sign: 'minus',
  raising_hand: 'raised',
  zzz: 'moon',
  crescent_moon: 'moon',
  tada: 'party',
};

/** The rest of a modest set, by their character; looks then depend on the fonts of the machine. */
const characters: Record<string, string> = {
  wave: '👋',
  rocket: '🚀',
  fire: '🔥',
  '+1': '👍',
  thumbsup: '👍',
  '-1': '👎',
  thumbsdown: '👎',
  ok_hand: '👌',
  raised_hands: '🙌',
  pray: '🙏',
  point_right: '👉',
  robot_face: '🤖',
  construction: '🚧',
  package: '📦',
  key: '🔑',
  electric_plug: '🔌',
  earth_africa: '🌍',
  globe_with_meridians: '🌐',
  satellite: '📡',
  speech_balloon: '💬',
  heart: '❤️',
  smile: '😄',
  slightly_smiling_face: '🙂',
  cry: '😢',
  thinking_face: '🤔',
  '100': '💯',
  sparkles: '✨',
  star: '⭐',
  seedling: '🌱',
  chart_with_upwards_trend: '📈',
  page_facing_up: '📄',
  bookmark: '🔖',
  pushpin: '📌',
  paperclip: '📎',
  inbox_tray: '📥',
  outbox_tray: '📤',
  arrow_left: '←',
  arrow_up: '↑',
  arrow_down: '↓',
  small_blue_diamond: '🔹',
  small_orange_diamond: '🔸',
};

/** Characters that have a drawing here, so that a text looks the same on machines without an emoji font. */
const drawnCharacters: Record<string, string> = {
  '✅': 'white_check_mark',
  '✔': 'heavy_check_mark',
  '❌': 'x',
  '⚠': 'warning',
  '🚨': 'rotating_light',
  '⏳': 'hourglass_flowing_sand',
  '⌛': 'hourglass',
  '🟢': 'large_green_circle',
  '🔴': 'red_circle',
  '🟡': 'large_yellow_circle',
  '🟠': 'large_orange_circle',
  '🔵': 'large_blue_circle',
  '⚪': 'white_circle',
  '⚫': 'black_circle',
  '❔': 'grey_question',
  '❓': 'question',
  '❗': 'exclamation',
  ℹ: 'information_source',
  '🔒': 'lock',
  '🔓': 'unlock',
  '🔗': 'link',
  '🔍': 'mag',
  '🔔': 'bell',
  '🔕': 'no_bell',
  '⛔': 'no_entry',
  '🚫': 'no_entry_sign',
  '🔄': 'arrows_counterclockwise',
  '💡': 'bulb',
  '🗑': 'wastebasket',
  '🔧': 'wrench',
  '🛠': 'hammer_and_wrench',
  '📅': 'calendar',
  '⏱': 'stopwatch',
  '⏰': 'alarm_clock',
  '👀': 'eyes',
  '✏': 'pencil2',
  '📝': 'memo',
  '📋': 'clipboard',
  '👤': 'bust_in_silhouette',
  '👥': 'busts_in_silhouette',
  '💤': 'zzz',
  '🎉': 'tada',
};

const anyDrawnCharacter = new RegExp(`(${Object.keys(drawnCharacters).join('|')})\uFE0F?`, 'u');

export function drawingOf(name: string): string | undefined {
  return drawn[name];
}

export function characterOf(name: string): string | undefined {
  return characters[name];
}

/** Cuts a text at the characters that have a drawing: `['Done ', {emoji: 'white_check_mark'}]`. */
export function splitAtEmoji(text: string): (string | { emoji: string })[] {
  const pieces: (string | { emoji: string })[] = [];
  let rest = text;
  for (let match = anyDrawnCharacter.exec(rest); match; match = anyDrawnCharacter.exec(rest)) {
    const name = drawnCharacters[match[1] ?? ''];
    if (match.index > 0) pieces.push(rest.slice(0, match.index));
    if (name) pieces.push({ emoji: name });
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest) pieces.push(rest);
  return pieces;
}
