import type { TriedDetector } from "@/server/contracts/remote-detector";

export const FOLLOWS_WORDS: Readonly<Record<TriedDetector["follows"], string>> = {
  nothing: "In this mode nobody is asked.",
  passes: "A request with this text would go on.",
  noted: "A request with this text would go on, with a note in its record.",
  blocked: "A request with this text would be stopped with 400 firewall_blocked.",
  refused: "A request with this text would be refused with 503 until there is a verdict.",
};

export const SIGNED_WORDS: Readonly<Record<NonNullable<TriedDetector["signedWith"]>, string>> = {
  stored: "Signed with the secret of this detector.",
  trial:
    "Signed with a secret made for this trial alone, as the address is not saved: a server that checks signatures refuses it. Saving makes the real one.",
};

const OUTCOMES: Readonly<Record<Exclude<TriedDetector["outcome"], "ok">, string>> = {
  timeout: "No verdict came in the time that it has.",
  unreachable: "It could not be reached.",
  refused: "It answered with an error.",
  unreadable: "It answered with something that is no verdict, or with too much.",
  too_long: "The text has too many pieces.",
  paused: "It has failed too often and is not asked for a moment.",
  not_connected: "The provider key is gone, or its provider has no such address.",
  no_budget: "A budget has no room for what it may cost.",
};

const REASONS: Readonly<Record<string, string>> = {
  EADDRNOTPUBLIC: "The address is not on the public internet, so it is not called.",
  ECONNREFUSED: "Nothing listens there (ECONNREFUSED).",
  ENOTFOUND: "The name is not known (ENOTFOUND).",
  UND_ERR_CONNECT_TIMEOUT: "No connection came about in time.",
};

/** What went wrong, as exactly as it is known. */
export function outcomeWords({ outcome, reason }: Pick<TriedDetector, "outcome" | "reason">): string {
  if (outcome === "ok") return "";
  const words = OUTCOMES[outcome];
  if (reason === null) return words;
  const known = REASONS[reason];
  if (known !== undefined) return known;
  return /^\d{3}$/.test(reason) ? `It answered with status ${reason}.` : `${words.slice(0, -1)} (${reason}).`;
}

/** “remote_self_harm” as “self harm”. */
export const categoryWords = (detector: string): string =>
  detector.replace(/^remote_/, "").replaceAll("_", " ");
