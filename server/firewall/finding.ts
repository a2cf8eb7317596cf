export type PiiKind =
  | "EMAIL"
  | "PHONE"
  | "CREDIT_CARD"
  | "IBAN"
  | "US_SSN"
  | "IP_ADDRESS"
  | "BR_CPF"
  | "BR_CNPJ"
  | "UK_NINO";

export type FindingKind = PiiKind | "SECRET";

/** A stretch of a text, in UTF-16 units of the original. */
export interface Finding {
  kind: FindingKind;
  start: number;
  end: number;
}
