// A thread does not take tsx over from its parent.
import { register } from 'tsx/esm/api';

register();
await import('./load-thread.ts');
