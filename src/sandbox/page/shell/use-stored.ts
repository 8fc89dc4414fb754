import { useState } from 'preact/hooks';

/** A switch that this browser remembers. */
export function useStored(name: string, initial: boolean): [boolean, (value: boolean) => void] {
  const [value, setValue] = useState(() => read(name) ?? initial);
  return [
    value,
    (next) => {
      setValue(next);
      try {
        localStorage.setItem(name, String(next));
      } catch {
        // A browser that keeps nothing shows the page all the same.
      }
    },
  ];
}

function read(name: string): boolean | undefined {
  try {
    const text = localStorage.getItem(name);
    return text === null ? undefined : text === 'true';
  } catch {
    return undefined;
  }
}
