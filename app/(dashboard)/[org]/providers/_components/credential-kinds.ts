import type { CredentialKind } from "@/server/contracts/provider-credentials";

export interface CredentialPart {
  name: string;
  label: string;
  placeholder: string;
  isSecret: boolean;
  isOptional: boolean;
}

interface KindFacts {
  label: string;
  description: string;
  /** Empty where the key is one text of its own. */
  parts: readonly CredentialPart[];
}

const part = (name: string, label: string, placeholder: string, more: Partial<CredentialPart> = {}) => ({
  name,
  label,
  placeholder,
  isSecret: false,
  isOptional: false,
  ...more,
});

export const CREDENTIAL_KINDS: Readonly<Record<CredentialKind, KindFacts>> = {
  api_key: { label: "API key", description: "One key, sent with each call.", parts: [] },
  aws_access_key: {
    label: "Access key",
    description: "An IAM access key; each call is signed with it.",
    parts: [
      part("accessKeyId", "Access key ID", "AKIA…"),
      part("secretAccessKey", "Secret access key", "40 characters", { isSecret: true }),
      part("sessionToken", "Session token", "only for temporary credentials", {
        isSecret: true,
        isOptional: true,
      }),
    ],
  },
  entra_client: {
    label: "Microsoft Entra",
    description: "An app registration with the role Cognitive Services OpenAI User.",
    parts: [
      part("tenantId", "Tenant ID", "00000000-0000-0000-0000-000000000000"),
      part("clientId", "Client ID", "00000000-0000-0000-0000-000000000000"),
      part("clientSecret", "Client secret", "the secret’s value", { isSecret: true }),
    ],
  },
  google_service_account: {
    label: "Service account",
    description: "The JSON key file of a service account with the role Vertex AI User.",
    parts: [],
  },
};
