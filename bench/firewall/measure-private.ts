import { findPii } from "../../server/firewall/find-pii";
import { findSecrets } from "../../server/firewall/find-secrets";
import { type CorpusFile, type Row, readCorpus } from "./corpora";

/** Names, addresses and the like need a language model: they count for nothing, found or not. */
const STRUCTURED = new Set([
  "EMAIL",
  "PHONE",
  "CREDIT_CARD",
  "IBAN",
  "US_SSN",
  "IP_ADDRESS",
  "BR_CPF",
  "BR_CNPJ",
  "UK_NINO",
]);

export interface Recall {
  found: number;
  total: number;
}

export interface PrivateReport {
  piiByKind: Record<string, Recall>;
  piiPrecision: Recall;
  secretsByKind: Record<string, Recall>;
  secretLookAlikes: Recall;
  ordinaryWithPii: Recall;
  ordinaryWithSecrets: Recall;
}

const touches = (a: { start: number; end: number }, start: number, end: number): boolean =>
  a.start < end && start < a.end;

export function measurePrivate(folder: string): PrivateReport {
  const rows = (file: CorpusFile): Row[] => readCorpus(folder, file);
  const pii = measurePii(rows("pii"));
  const secrets = rows("secrets");
  const secretsByKind: Record<string, Recall> = {};
  for (const { text, spans } of secrets) {
    const found = findSecrets(text);
    for (const [start, end, kind] of spans ?? [])
      count(
        secretsByKind,
        kind,
        found.some((finding) => touches(finding, start, end)),
      );
  }
  const ordinary = rows("benign");
  return {
    ...pii,
    secretsByKind,
    secretLookAlikes: share(
      secrets.filter(({ label }) => label === "benign"),
      ({ text }) => findSecrets(text).length > 0,
    ),
    ordinaryWithPii: share(ordinary, ({ text }) => findPii(text).length > 0),
    ordinaryWithSecrets: share(ordinary, ({ text }) => findSecrets(text).length > 0),
  };
}

function measurePii(rows: readonly Row[]): Pick<PrivateReport, "piiByKind" | "piiPrecision"> {
  const piiByKind: Record<string, Recall> = {};
  const piiPrecision: Recall = { found: 0, total: 0 };
  for (const { text, spans = [] } of rows) {
    const found = findPii(text);
    for (const [start, end, kind] of spans) {
      if (STRUCTURED.has(kind))
        count(
          piiByKind,
          kind,
          found.some((finding) => finding.kind === kind && touches(finding, start, end)),
        );
    }
    for (const finding of found) {
      piiPrecision.total++;
      if (spans.some(([start, end]) => touches(finding, start, end))) piiPrecision.found++;
    }
  }
  return { piiByKind, piiPrecision };
}

function count(counts: Record<string, Recall>, kind: string, isFound: boolean): void {
  const known = counts[kind] ?? { found: 0, total: 0 };
  counts[kind] = { found: known.found + (isFound ? 1 : 0), total: known.total + 1 };
}

const share = (rows: readonly Row[], matches: (row: Row) => boolean): Recall => ({
  found: rows.filter(matches).length,
  total: rows.length,
});
