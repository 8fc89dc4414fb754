import { Icon } from '../shell/icons.tsx';
import { Mrkdwn } from '../text/text-object.tsx';

export interface Notice {
  id: string;
  text: string;
}

/** What the workspace itself tells this person. */
export function NoticeView({ notice }: { notice: Notice }) {
  return (
    <div class="notice">
      <p class="only-you">
        <Icon name="eye" /> Only visible to you
      </p>
      <Mrkdwn text={notice.text} />
    </div>
  );
}
