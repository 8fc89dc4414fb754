import type { Page } from 'playwright-core';

// What is handed to `evaluate` runs in the page, where there is a DOM; the tests' own types know none.
interface Element {
  parentElement: Element | null;
  className: string;
  closest(selector: string): Element | null;
  checkVisibility(options: object): boolean;
  getBoundingClientRect(): { right: number };
}
interface TextNode {
  parentElement: Element | null;
  textContent: string | null;
}
interface Canvas {
  fillStyle: string;
  clearRect(...box: number[]): void;
  fillRect(...box: number[]): void;
  getImageData(...box: number[]): { data: Uint8ClampedArray };
}
declare const innerWidth: number;
declare const document: {
  documentElement: { scrollWidth: number };
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
  createTreeWalker(root: Element | null, show: number): { nextNode(): TextNode | null };
};
declare const OffscreenCanvas: new (
  width: number,
  height: number,
) => {
  getContext(kind: '2d', options: object): Canvas | null;
};
declare function getComputedStyle(element: Element): {
  color: string;
  backgroundColor: string;
  fontSize: string;
};

/** Words whose colour stands out less than WCAG 2.2 AA asks, with their ratio. */
export function findFaint(page: Page, selector: string): Promise<string[]> {
  return page.evaluate((scope) => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    type Rgba = [number, number, number, number];
    function read(color: string): Rgba {
      if (!canvas) return [0, 0, 0, 1];
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return [r, g, b, a / 255];
    }
    function background(element: Element | null): Rgba {
      if (!element) return [255, 255, 255, 1];
      const color = read(getComputedStyle(element).backgroundColor);
      if (color[3] >= 0.99) return color;
      const [r, g, b] = background(element.parentElement);
      const mix = (over: number, under: number) => over * color[3] + under * (1 - color[3]);
      return [mix(color[0], r), mix(color[1], g), mix(color[2], b), 1];
    }
    function luminance([r, g, b]: Rgba): number {
      const [x = 0, y = 0, z = 0] = [r, g, b].map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    }
    const faint: string[] = [];
    const showText = 4;
    const walker = document.createTreeWalker(document.querySelector(scope), showText);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const words = node.textContent?.trim();
      if (!words || !element?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (element.closest('svg, .sr-only, button:disabled')) continue;
      const style = getComputedStyle(element);
      const [light = 0, dark = 0] = [luminance(read(style.color)), luminance(background(element))].sort(
        (a, b) => b - a,
      );
      const ratio = (light + 0.05) / (dark + 0.05);
      const large = Number.parseFloat(style.fontSize) >= 24;
      if (ratio < (large ? 3 : 4.5)) faint.push(`${words.slice(0, 40)}: ${ratio.toFixed(2)}`);
    }
    return faint;
  }, selector);
}

/** What makes the page itself wider than its window. */
export function findOverhang(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    return [...document.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => element.className.toString());
  });
}
