import { openColumns, type SealedColumns, sealColumns } from "@/server/db/sealed-columns";

/** Whose secret: the row it is stored in, and the version that grows with each new secret. */
export interface ProviderSecretOwner {
  orgId: string;
  providerKeyId: string;
  version: number;
}

/** The three columns of an encrypted secret, all set or all null. */
export type StoredSecret = SealedColumns;

export function sealProviderSecret(owner: ProviderSecretOwner, secret: string): StoredSecret {
  return sealColumns(bindingOf(owner), secret);
}

/** The secret itself, for the one place that calls the provider. Throws when it was sealed for another row. */
export function openProviderSecret(owner: ProviderSecretOwner, stored: StoredSecret): string {
  return openColumns(bindingOf(owner), stored);
}

/** A new secret as the columns of its row. */
export function sealed(owner: ProviderSecretOwner, { text, lastFour }: { text: string; lastFour: string }) {
  return { ...sealProviderSecret(owner, text), lastFour };
}

/** Nothing stored. */
export const NO_SECRET = { ciphertext: null, wrappedKey: null, masterKeyId: null, lastFour: "" } as const;

function bindingOf(owner: ProviderSecretOwner) {
  return { orgId: owner.orgId, rowId: owner.providerKeyId, purpose: "provider_key", version: owner.version };
}
