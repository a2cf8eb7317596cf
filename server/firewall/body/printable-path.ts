/** Names that callers and models make up may say anything; only those that a format would use are told. */
export const printablePath = (path: readonly string[]): string =>
  path.map((name) => (/^(?:\d{1,7}|[a-z][a-z_]{0,31})$/i.test(name) ? name : "*")).join(".");

export const answerPath = (path: readonly string[]): string => printablePath(["answer", ...path]);
