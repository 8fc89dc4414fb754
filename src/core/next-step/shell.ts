/** One word for a POSIX shell, whatever the text holds. Plain words stay as they are. */
export function shellQuote(text: string): string {
  const printable = text.replace(/\p{Cc}/gu, ' ');
  return /^[A-Za-z0-9_./:,@+-][A-Za-z0-9_./:=,@%+-]*$/.test(printable)
    ? printable
    : `'${printable.replaceAll("'", `'\\''`)}'`;
}

/** A JSON literal in a JMESPath expression: https://jmespath.org/specification.html#literal-expressions */
export function jmesLiteral(value: unknown): string {
  return `\`${JSON.stringify(value).replaceAll('`', '\\`')}\``;
}
