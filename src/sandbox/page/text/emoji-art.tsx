import type { ComponentChildren } from 'preact';

/** Drawings of our own on a 20 × 20 grid. Colours come from the style sheet, so that they follow light and dark. */
export const emojiArt: Record<string, ComponentChildren> = {
  check: (
    <>
      <rect class="e-green" x="1.5" y="1.5" width="17" height="17" rx="5" />
      <path class="e-cut" d="M5.6 10.4 8.7 13.5 14.6 7" />
    </>
  ),
  cross: <path class="e-line e-s-red" d="M4.5 4.5 15.5 15.5M15.5 4.5 4.5 15.5" />,
  warning: (
    <>
      <path class="e-yellow" d="M10 2 18.6 17.2H1.4Z" />
      <path class="e-dark-line" d="M10 7.4v4.6M10 14.6v.2" />
    </>
  ),
  hourglass: (
    <>
      <path class="e-soft" d="M5 2.5h10v3L11.2 10 15 14.5v3H5v-3L8.8 10 5 5.5Z" />
      <path class="e-yellow" d="M6.6 6.2h6.8L10 9.9ZM6 16.6c0-2 2.4-3.2 4-4 1.6.8 4 2 4 4Z" />
      <path class="e-thin" d="M4 2.5h12M4 17.5h12" />
    </>
  ),
  'dot-green': <circle class="e-green" cx="10" cy="10" r="7.5" />,
  'dot-red': <circle class="e-red" cx="10" cy="10" r="7.5" />,
  'dot-yellow': <circle class="e-yellow" cx="10" cy="10" r="7.5" />,
  'dot-orange': <circle class="e-orange" cx="10" cy="10" r="7.5" />,
  'dot-blue': <circle class="e-blue" cx="10" cy="10" r="7.5" />,
  'dot-purple': <circle class="e-purple" cx="10" cy="10" r="7.5" />,
  'dot-white': <circle class="e-hollow" cx="10" cy="10" r="6.7" />,
  'dot-black': <circle class="e-ink" cx="10" cy="10" r="7.5" />,
  question: (
    <>
      <circle class="e-grey" cx="10" cy="10" r="8" />
      <path class="e-cut" d="M7.6 7.8c.2-3 5-2.8 4.8.1 0 1.8-2.4 1.9-2.4 3.8M10 14.6v.1" />
    </>
  ),
  exclamation: <path class="e-line e-s-red" d="M10 3.5v8M10 16v.2" />,
  info: (
    <>
      <circle class="e-blue" cx="10" cy="10" r="8" />
      <path class="e-cut" d="M10 9.4v5M10 6.2v.1" />
    </>
  ),
  lock: (
    <>
      <path class="e-thin" d="M6.5 9V6.5a3.5 3.5 0 0 1 7 0V9" />
      <rect class="e-yellow" x="4" y="9" width="12" height="8.5" rx="2" />
    </>
  ),
  unlock: (
    <>
      <path class="e-thin" d="M6.5 9V6a3.5 3.5 0 0 1 6.8-1.2" />
      <rect class="e-green" x="4" y="9" width="12" height="8.5" rx="2" />
    </>
  ),
  link: (
    <path
      class="e-thin"
      d="M8.6 11.4a3.3 3.3 0 0 0 4.7 0l2.8-2.8a3.3 3.3 0 0 0-4.7-4.7L10.3 5M11.4 8.6a3.3 3.3 0 0 0-4.7 0l-2.8 2.8a3.3 3.3 0 0 0 4.7 4.7L9.7 15"
    />
  ),
  search: <path class="e-thin" d="M13.6 8.5a5 5 0 1 1-10 0 5 5 0 0 1 10 0ZM12.3 12.3 17 17" />,
  bell: (
    <>
      <path
        class="e-yellow"
        d="M10 2.5c3 0 4.8 2.1 4.8 5.2 0 3 .7 4.4 1.7 5.8h-13c1-1.4 1.7-2.8 1.7-5.8 0-3.1 1.8-5.2 4.8-5.2Z"
      />
      <path class="e-thin" d="M8.2 15.6a2 2 0 0 0 3.6 0" />
    </>
  ),
  'bell-off': (
    <>
      <path
        class="e-soft"
        d="M10 2.5c3 0 4.8 2.1 4.8 5.2 0 3 .7 4.4 1.7 5.8h-13c1-1.4 1.7-2.8 1.7-5.8 0-3.1 1.8-5.2 4.8-5.2Z"
      />
      <path class="e-line e-s-red" d="M3.5 16.5 16.5 3.5" />
    </>
  ),
  'no-entry': (
    <>
      <circle class="e-red" cx="10" cy="10" r="8" />
      <path class="e-cut" d="M6 10h8" />
    </>
  ),
  refresh: (
    <path
      class="e-thin"
      d="M16 8.5A6.3 6.3 0 0 0 4.7 7M4 11.5A6.3 6.3 0 0 0 15.3 13M4.2 3.5V7.2h3.7M15.8 16.5v-3.7h-3.7"
    />
  ),
  arrow: <path class="e-thin" d="M3.5 10h13M11.5 5l5 5-5 5" />,
  bulb: (
    <>
      <path class="e-yellow" d="M10 2a5.5 5.5 0 0 1 3 10.1V14H7v-1.9A5.5 5.5 0 0 1 10 2Z" />
      <path class="e-thin" d="M7.5 16.2h5" />
    </>
  ),
  bin: <path class="e-thin" d="M3.5 5.5h13M8 5V3h4v2M5.2 5.5 6 17h8l.8-11.5M8.5 8.5v5.5M11.5 8.5v5.5" />,
  gear: (
    <>
      <circle class="e-thin" cx="10" cy="10" r="3" />
      <path
        class="e-thin"
        d="M10 2v2.6M10 15.4V18M2 10h2.6M15.4 10H18M4.3 4.3l1.9 1.9M13.8 13.8l1.9 1.9M15.7 4.3l-1.9 1.9M6.2 13.8l-1.9 1.9"
      />
    </>
  ),
  wrench: (
    <path
      class="e-thin"
      d="M12 8 4 16M16.5 5.5 13.5 8l-2-2 2.3-3.2a4 4 0 0 0-4.3 5.7L3 15a1.4 1.4 0 0 0 2 2l6.5-6.5a4 4 0 0 0 5-5Z"
    />
  ),
  calendar: (
    <>
      <rect class="e-thin" x="3" y="4" width="14" height="13" rx="2" />
      <path class="e-thin" d="M3 8h14M7 2.5v3M13 2.5v3" />
    </>
  ),
  clock: (
    <>
      <circle class="e-thin" cx="10" cy="10" r="7.3" />
      <path class="e-thin" d="M10 5.7V10l3 2" />
    </>
  ),
  cloud: <path class="e-soft" d="M6 16a4 4 0 0 1-.5-8A5 5 0 0 1 15 7.7 4.2 4.2 0 0 1 14.5 16Z" />,
  eye: (
    <>
      <path class="e-thin" d="M2 10c3.5-6 12.5-6 16 0-3.5 6-12.5 6-16 0Z" />
      <circle class="e-ink" cx="10" cy="10" r="2.4" />
    </>
  ),
  pencil: (
    <path class="e-thin" d="m4 16 .8-3.5L13.3 4a1.7 1.7 0 0 1 2.4 0l.3.3a1.7 1.7 0 0 1 0 2.4L7.5 15.2Z" />
  ),
  clipboard: (
    <>
      <rect class="e-thin" x="4" y="4" width="12" height="13.5" rx="2" />
      <rect class="e-soft" x="7" y="2.5" width="6" height="3.5" rx="1" />
    </>
  ),
  person: (
    <>
      <circle class="e-blue" cx="10" cy="6.5" r="3.5" />
      <path class="e-blue" d="M3.5 17.5c0-8 13-8 13 0Z" />
    </>
  ),
  raised: (
    <>
      <circle class="e-blue" cx="9" cy="7" r="3.2" />
      <path class="e-blue" d="M3 17.5c0-7.5 12-7.5 12 0Z" />
      <path class="e-line e-s-ink" d="M15.5 13V4" />
    </>
  ),
  people: (
    <>
      <circle class="e-blue" cx="7" cy="7" r="3" />
      <circle class="e-soft" cx="14" cy="7.5" r="2.5" />
      <path class="e-soft" d="M10 17c0-6.5 8-6.5 8 0Z" />
      <path class="e-blue" d="M1.5 17c0-7 11-7 11 0Z" />
    </>
  ),
  plus: <path class="e-line e-s-ink" d="M10 4v12M4 10h12" />,
  minus: <path class="e-line e-s-ink" d="M4 10h12" />,
  moon: <path class="e-purple" d="M13.5 2.5a8 8 0 1 0 4 11A7 7 0 0 1 13.5 2.5Z" />,
  party: (
    <>
      <path class="e-yellow" d="m2.5 17.5 4-11 7 7Z" />
      <path class="e-thin" d="M10 6c1-1 .5-2.5-.5-3.5M14 10c1-1 2.5-.5 3.5.5M12.5 7.5 16 4" />
    </>
  ),
};
