import type { FirewallFinding } from "@/server/contracts/firewall";

export interface MarkedSpan {
  start: number;
  text: string;
  found: FirewallFinding | null;
}

/** The text in stretches, each with the narrowest finding that covers it: an address inside an attack keeps its own mark. */
export function markSpans(text: string, findings: readonly FirewallFinding[]): MarkedSpan[] {
  const cuts = new Set([0, ...findings.flatMap(({ start, end }) => [start, end])]);
  const starts = [...cuts].filter((at) => at < text.length).sort((left, right) => left - right);
  return starts.map((start, index) => {
    const covering = findings
      .filter((each) => each.start <= start && start < each.end)
      .sort((left, right) => left.end - left.start - (right.end - right.start));
    return { start, text: text.slice(start, starts[index + 1]), found: covering[0] ?? null };
  });
}
