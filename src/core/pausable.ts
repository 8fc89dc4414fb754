/** Work of many short steps: whoever drives it may let others in after each. */
export type Pausable<T> = Generator<void, T, void>;
