import { findPii } from "./find-pii";
import { findSecrets } from "./find-secrets";
import type { Finding } from "./finding";
import { mergeFindings, outsideOf } from "./merge-findings";

/**
 * What is personal or secret in a text, in order, without overlaps. What touches a secret is taken for a part of it:
 * `app:pass@host` holds a password and no e-mail address.
 */
export function findPrivate(text: string): Finding[] {
  const secrets = findSecrets(text);
  return mergeFindings([...secrets, ...outsideOf(findPii(text), secrets)]);
}
