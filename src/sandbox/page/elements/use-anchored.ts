import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

const gap = 4;
const margin = 8;
const tallest = 280;

/** Shows a popover above everything, at its anchor: below it, or above where there is more room. */
export function useAnchored(
  popover: RefObject<HTMLElement | null>,
  anchor: RefObject<HTMLElement | null>,
  align: 'stretch' | 'end' = 'stretch',
) {
  useLayoutEffect(() => {
    const element = popover.current;
    if (!element) return;
    element.showPopover();

    function place() {
      const at = anchor.current?.getBoundingClientRect();
      if (!at || !element) return;
      const below = window.innerHeight - at.bottom - gap - margin;
      const above = at.top - gap - margin;
      const up = below < Math.min(tallest, element.scrollHeight) && above > below;
      const { style } = element;
      style.maxHeight = `${Math.min(tallest, up ? above : below)}px`;
      style.top = up ? 'auto' : `${at.bottom + gap}px`;
      style.bottom = up ? `${window.innerHeight - at.top + gap}px` : 'auto';
      if (align === 'stretch') {
        style.left = `${at.left}px`;
        style.width = `${at.width}px`;
      } else {
        const width = element.offsetWidth;
        style.left = `${Math.max(margin, Math.min(at.right - width, window.innerWidth - width - margin))}px`;
      }
    }

    place();
    const sizes = new ResizeObserver(place);
    sizes.observe(element);
    if (anchor.current) sizes.observe(anchor.current);
    document.addEventListener('scroll', place, { capture: true, passive: true });
    window.addEventListener('resize', place);
    return () => {
      sizes.disconnect();
      document.removeEventListener('scroll', place, { capture: true });
      window.removeEventListener('resize', place);
    };
  }, [popover, anchor, align]);
}
