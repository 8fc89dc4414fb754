import type { Saying } from './use-sayings.ts';

/** Live regions: trouble is seen and interrupts, news is only heard. */
export function Toasts({ sayings }: { sayings: Saying[] }) {
  const trouble = sayings.filter((saying) => saying.tone === 'trouble');
  const news = sayings.filter((saying) => saying.tone === 'news');
  return (
    <>
      <div class="toasts" role="alert">
        {trouble.map((saying) => (
          <p key={saying.id} class="toast">
            {saying.sentence}
          </p>
        ))}
      </div>
      <div class="sr-only" role="status">
        {news.map((saying) => (
          <p key={saying.id}>{saying.sentence}</p>
        ))}
      </div>
    </>
  );
}
