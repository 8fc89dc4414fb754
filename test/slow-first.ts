import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest first: files that take long or mostly wait, then the rest. Found with the JSON reporter's durations. */
const slowest = [
  'test/journeys/month',
  'test/journeys/crash-create',
  'test/journeys/crash-tick',
  'test/journeys/reminders',
  'test/journeys/secrets-in-a-process',
  'test/journeys/crash-terminate',
  'test/journeys/start',
  'test/journeys/crash-allow-access',
  'test/journeys/',
  'test/reminders/tick',
  'test/browser/',
  'test/doctor/cli',
  'test/store/',
  'test/core/next-step/',
  'test/sandbox/slack/app',
];

/** No slow file is left to run alone at the end, whatever was measured on this machine before. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = slowest.findIndex((path) => moduleId.includes(path));
      return place < 0 ? slowest.length : place;
    };
    return files.toSorted((a, b) => rank(a) - rank(b) || a.moduleId.localeCompare(b.moduleId));
  }
}
