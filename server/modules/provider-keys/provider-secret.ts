import { type Envelope, type MasterKeys, openEnvelope, sealEnvelope } from "@/server/core/envelope";
import { masterKey, masterKeyId, masterKeysById } from "@/server/env";

/** Whose secret: the row it is stored in, and the version that grows with each new secret. */
export interface ProviderSecretOwner {
  orgId: string;
  providerKeyId: string;
  version: number;
}

/** The three columns of an encrypted secret, all set or all null. */
export interface StoredSecret {
  ciphertext: Uint8Array<ArrayBuffer>;
  wrappedKey: Uint8Array<ArrayBuffer>;
  masterKeyId: string;
}

export function sealProviderSecret(owner: ProviderSecretOwner, secret: string): StoredSecret {
  const envelope = sealEnvelope(masterKeys(), bindingOf(owner), secret);
  return {
    ciphertext: new Uint8Array(envelope.ciphertext),
    wrappedKey: new Uint8Array(envelope.wrappedKey),
    masterKeyId: envelope.masterKeyId,
  };
}

/** The secret itself, for the one place that calls the provider. Throws when it was sealed for another row. */
export function openProviderSecret(owner: ProviderSecretOwner, stored: StoredSecret): string {
  const envelope: Envelope = {
    ciphertext: Buffer.from(stored.ciphertext),
    wrappedKey: Buffer.from(stored.wrappedKey),
    masterKeyId: stored.masterKeyId,
  };
  return openEnvelope(masterKeys(), bindingOf(owner), envelope);
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

function masterKeys(): MasterKeys {
  const byId = masterKeysById();
  return { current: { id: masterKeyId(masterKey()), key: masterKey() }, byId: (id) => byId.get(id) };
}
