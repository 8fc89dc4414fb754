/** https://docs.yugabyte.com/stable/reference/configuration/default-ports/: YSQL and YCQL. */
export const DATABASE_PORTS = [5433, 9042] as const;
