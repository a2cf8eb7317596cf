import type { Finding } from "./finding";

const DOMAIN =
  /[A-Za-z0-9\u00c0-\u024f-]{1,63}(?:\.[A-Za-z0-9\u00c0-\u024f-]{1,63}){0,6}\.[A-Za-z]{2,24}(?![A-Za-z0-9])/y;
const LOCAL_MAX = 64;

/** Looks left and right of each `@`, so that text without one costs nothing. */
export function findEmails(text: string): Finding[] {
  const findings: Finding[] = [];
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    const start = localStart(text, at);
    if (start === at) continue;
    DOMAIN.lastIndex = at + 1;
    const domain = DOMAIN.exec(text)?.[0];
    if (!domain) continue;
    const end = at + 1 + domain.length;
    if (!isRemote(text, start, at, end)) findings.push({ kind: "EMAIL", start, end });
  }
  return findings;
}

function localStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < LOCAL_MAX && isLocal(text.charCodeAt(start - 1))) start--;
  while (start < at && /[.'%-]/.test(text.charAt(start))) start++;
  return text.charAt(at - 1) === "." ? at : start;
}

function isLocal(code: number): boolean {
  if (code >= 48 && code <= 57) return true;
  if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122)) return true;
  // % ' + - . _ and letters beyond ASCII
  return (
    code === 37 || code === 39 || code === 43 || code === 45 || code === 46 || code === 95 || code >= 0xc0
  );
}

/** `git@host:path` names a repository, not a person. */
function isRemote(text: string, start: number, at: number, end: number): boolean {
  return text.slice(start, at) === "git" && (text[end] === ":" || text[end] === "/");
}
