import { z } from "zod";
import type { ContentKey, ContentPlace } from "@/server/core/content-cipher";
import { openContent, sealContent } from "@/server/core/content-cipher";
import { currentContentKey } from "./keep-content-keys";

/** How a text is kept in its column: as it is, as JSON, or as an object of which a few facts can be counted in the database. */
export type TextForm = "text" | "json" | "facts";

/**
 * Where texts of end users, of models and of those who speak about them are stored, beside the bodies of requests. Each
 * table has an `id`. What was written before there were keys is read as it stands, until `sealOldTexts` has been there.
 */
export const SEALED_TEXTS = {
  dataset_rows: { input: "json", expected: "json" },
  evaluations: { error: "text" },
  evaluation_results: { output: "text", metadata: "facts" },
  feedback: { comment: "text" },
  firewall_reviews: { note: "text" },
  judgements: { reason: "text" },
  manual_ratings: { note: "text", correction: "text" },
  nps_responses: { comment: "text", handled_note: "text" },
} as const satisfies Readonly<Record<string, Readonly<Record<string, TextForm>>>>;

export type TextPlace = Pick<ContentPlace, "orgId" | "rowId"> & { column: string };

const MARK = "fl-sealed";
const SEALED = /^fl-sealed:(\d{1,9}):([A-Za-z0-9+/=]+)$/;
const Facts = z.looseObject({ sealed: z.string(), error: z.unknown().optional() });

/** As it is stored: a mark, the key’s version and the ciphertext. */
export function sealText(key: ContentKey, { orgId, rowId, column }: TextPlace, text: string): string {
  return `${MARK}:${key.version}:${sealContent(key, { orgId, rowId, part: column }, text)}`;
}

/** What of an object stays readable, to be counted: what it cost, and that something went wrong. */
function sealFacts(key: ContentKey, place: TextPlace, value: object): Record<string, string | number | true> {
  const facts = z.looseObject({ cost_micro_usd: z.number().optional().catch(undefined) }).parse(value);
  return {
    ...(facts.cost_micro_usd === undefined ? {} : { cost_micro_usd: facts.cost_micro_usd }),
    ...("error" in facts ? { error: true } : {}),
    sealed: sealText(key, place, JSON.stringify(value)),
  };
}

/** Writes an organisation’s texts with the key that it writes with now. */
export interface TextSealer {
  text(rowId: string, column: string, text: string): string;
  json(rowId: string, column: string, value: unknown): string;
  facts(rowId: string, column: string, value: object): Record<string, string | number | true>;
}

export async function textSealer(orgId: string): Promise<TextSealer> {
  return sealerWith(await currentContentKey(orgId), orgId);
}

export function sealerWith(key: ContentKey, orgId: string): TextSealer {
  return {
    text: (rowId, column, text) => sealText(key, { orgId, rowId, column }, text),
    json: (rowId, column, value) => sealText(key, { orgId, rowId, column }, JSON.stringify(value)),
    facts: (rowId, column, value) => sealFacts(key, { orgId, rowId, column }, value),
  };
}

interface SealedValue {
  version: number;
  sealed: string;
  isJson: boolean;
}

/** Null for what is no sealed text. */
export function readSealed(stored: unknown, form: TextForm): SealedValue | null {
  const text = form === "facts" ? Facts.safeParse(stored).data?.sealed : stored;
  const [, version, sealed] = (typeof text === "string" && SEALED.exec(text)) || [];
  if (version === undefined || sealed === undefined) return null;
  return { version: Number(version), sealed, isJson: form !== "text" };
}

/** Throws as `openContent` does. */
export function openText(
  key: ContentKey,
  { orgId, rowId, column }: TextPlace,
  { sealed, isJson }: SealedValue,
): unknown {
  const text = openContent(key, { orgId, rowId, part: column }, sealed);
  return isJson ? JSON.parse(text) : text;
}
