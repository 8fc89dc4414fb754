/** What is needed of a log; pino's fits. */
export interface GcpLog {
  debug(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}
