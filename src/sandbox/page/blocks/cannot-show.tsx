/** Nothing is left out silently. */
export function CannotShow({ what }: { what: string }) {
  return <div class="cannot-show">This page cannot show {what}.</div>;
}
