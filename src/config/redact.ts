const tokenLike = [
  /\bx(?:ox[a-z]|app)(?:\.[a-z]+)?-[\w-]{4,}/g,
  // Yugabyte's API keys are JSON Web Tokens.
  /\beyJ[\w-]{6,}(?:\.[\w-]+){0,2}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /(?<=\bBearer\s+)[\w.~+/=-]{6,}/gi,
  /(?<=\bpostgres(?:ql)?:\/\/[^\s:@/]*:)[^\s@/]+(?=@)/g,
];

/** Replaces known secrets, and whatever looks like a token, in any text that may be printed. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const known = secrets
    .filter((secret) => secret.length >= 4)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
  const longestFirst = [...new Set(known)].sort((a, b) => b.length - a.length);
  return (text) => {
    const withoutKnown = longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text);
    return tokenLike.reduce((rest, pattern) => rest.replace(pattern, '[redacted]'), withoutKnown);
  };
}
