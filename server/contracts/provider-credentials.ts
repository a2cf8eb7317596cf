import { z } from "zod";

export type CredentialKind = "api_key" | "aws_access_key" | "google_service_account" | "entra_client";

const Guid = z
  .string()
  .trim()
  .regex(
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    "Enter an id such as 00000000-0000-0000-0000-000000000000.",
  );
const Line = z
  .string()
  .trim()
  .min(1, "Enter this part of the key.")
  .max(4096, "That is longer than any such key.")
  .regex(/^[\x21-\x7e]+$/, "This has no spaces or line breaks.");

export const AwsAccessKey = z.object({
  kind: z.literal("aws_access_key"),
  accessKeyId: Line.regex(/^A[A-Z0-9]{15,127}$/, "An access key id begins with AKIA or ASIA."),
  secretAccessKey: Line,
  sessionToken: Line.optional(),
});
export type AwsAccessKey = z.infer<typeof AwsAccessKey>;

export const EntraClient = z.object({
  kind: z.literal("entra_client"),
  tenantId: Guid,
  clientId: Guid,
  clientSecret: Line,
});
export type EntraClient = z.infer<typeof EntraClient>;

const SERVICE_ACCOUNT_PROBLEM = "Paste the whole JSON key file of a service account.";

/** What is used of the file that Google hands out. Its addresses are not among it: they are never believed. */
const ServiceAccountFile = z.object({
  type: z.literal("service_account"),
  client_email: z.email().max(320),
  private_key: z
    .string()
    .max(8_000)
    .regex(/^-----BEGIN (RSA )?PRIVATE KEY-----\n[\w+/=\n]+\n-----END (RSA )?PRIVATE KEY-----\n*$/),
  private_key_id: z.string().max(200).optional(),
  project_id: z.string().max(100).optional(),
});

export const GoogleServiceAccount = z.object({
  kind: z.literal("google_service_account"),
  clientEmail: z.string(),
  privateKey: z.string(),
  privateKeyId: z.string(),
});
export type GoogleServiceAccount = z.infer<typeof GoogleServiceAccount>;

const GoogleServiceAccountInput = z.object({
  kind: z.literal("google_service_account"),
  /** The text of the key file. */
  json: z.string().max(20_000, SERVICE_ACCOUNT_PROBLEM).refine(isServiceAccount, SERVICE_ACCOUNT_PROBLEM),
});

/** A credential of several parts, as a form sends it. A plain API key is sent as `secret`. */
export const CredentialInput = z.discriminatedUnion("kind", [
  AwsAccessKey,
  EntraClient,
  GoogleServiceAccountInput,
]);
export type CredentialInput = z.infer<typeof CredentialInput>;

const StoredCredential = z.discriminatedUnion("kind", [AwsAccessKey, EntraClient, GoogleServiceAccount]);
export type Credential = z.infer<typeof StoredCredential> | { kind: "api_key"; key: string };

/** What is encrypted, and the characters by which people tell one key from another. */
export function storedCredential(input: CredentialInput): { text: string; shown: string } {
  switch (input.kind) {
    case "aws_access_key":
      return { text: JSON.stringify(input), shown: input.accessKeyId };
    case "entra_client":
      return { text: JSON.stringify(input), shown: input.clientSecret };
    case "google_service_account": {
      const file = ServiceAccountFile.parse(JSON.parse(input.json));
      const stored: GoogleServiceAccount = {
        kind: input.kind,
        clientEmail: file.client_email,
        privateKey: file.private_key,
        privateKeyId: file.private_key_id ?? "",
      };
      return { text: JSON.stringify(stored), shown: stored.privateKeyId };
    }
  }
}

/** The stored text again. Whatever is no credential of several parts is an API key. */
export function readCredential(text: string): Credential {
  if (!text.startsWith("{")) return { kind: "api_key", key: text };
  const parsed = StoredCredential.safeParse(parseJson(text));
  return parsed.success ? parsed.data : { kind: "api_key", key: text };
}

/** The project that a key file belongs to, to fill in beside it; null when the text is no key file. */
export function projectOfServiceAccount(json: string): string | null {
  const parsed = ServiceAccountFile.safeParse(parseJson(json));
  return parsed.success ? (parsed.data.project_id ?? null) : null;
}

function isServiceAccount(json: string): boolean {
  return ServiceAccountFile.safeParse(parseJson(json)).success;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
