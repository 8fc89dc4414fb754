import { PeeringBotError } from '../core/errors.ts';

const reasons: Record<string, { why: string; mend: string }> = {
  ENOSPC: { why: 'no space is left on the disk', mend: 'Free some space on that disk.' },
  EDQUOT: { why: 'the disk quota is used up', mend: 'Free some space or raise the quota.' },
  EFBIG: {
    why: 'the file would be larger than this process may write',
    mend: 'Raise the file size limit of the process (ulimit -f).',
  },
  EROFS: {
    why: 'the file system is read-only',
    mend: 'Mount it writable, or set PEERING_DATA_FILE elsewhere.',
  },
  EACCES: {
    why: 'this process has no right to read and write there',
    mend: 'Give the user that runs the bot the right to read and write in that folder.',
  },
  EPERM: {
    why: 'this process has no right to read and write there',
    mend: 'Give the user that runs the bot the right to read and write in that folder.',
  },
  EBUSY: {
    why: 'the file is busy, as it is when the file itself is a mount',
    mend: 'Mount the folder of the data file instead of the file.',
  },
  EISDIR: { why: 'there is a folder of that name', mend: 'Set PEERING_DATA_FILE to the name of a file.' },
  ENOTDIR: { why: 'part of the path is not a folder', mend: 'Set PEERING_DATA_FILE to another path.' },
  EEXIST: { why: 'part of the path is not a folder', mend: 'Set PEERING_DATA_FILE to another path.' },
  ENOENT: { why: 'its folder is gone', mend: 'Bring the folder back and restart the bot.' },
  EIO: { why: 'the disk reports an error', mend: 'Check the disk.' },
  EMFILE: { why: 'too many files are open', mend: 'Raise the limit of open files (ulimit -n).' },
};

/** `store-unwritable` in words, from the system's own error code. */
export function unwritable(file: string, cause: unknown): PeeringBotError {
  if (cause instanceof PeeringBotError) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
  const reason = reasons[code] ?? { why: `the system says ${code}`, mend: 'Check the disk and the rights.' };
  return new PeeringBotError(
    'store-unwritable',
    `The data file ${file} could not be written: ${reason.why}.`,
    {
      means: 'The change was not kept; what was stored before is untouched.',
      mend: reason.mend,
      cause,
    },
  );
}
