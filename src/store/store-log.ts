/** What the stores need of a logger; pino's own signature. */
export interface StoreLog {
  warn(detail: object, message: string): void;
}
