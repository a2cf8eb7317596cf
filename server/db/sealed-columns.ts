import {
  type Envelope,
  type EnvelopeBinding,
  type MasterKeys,
  openEnvelope,
  sealEnvelope,
} from "@/server/core/envelope";
import { masterKey, masterKeyId, masterKeysById } from "@/server/env";

/** The three columns of an encrypted secret. */
export interface SealedColumns {
  ciphertext: Uint8Array<ArrayBuffer>;
  wrappedKey: Uint8Array<ArrayBuffer>;
  masterKeyId: string;
}

export function sealColumns(binding: EnvelopeBinding, secret: string): SealedColumns {
  const envelope = sealEnvelope(masterKeys(), binding, secret);
  return {
    ciphertext: new Uint8Array(envelope.ciphertext),
    wrappedKey: new Uint8Array(envelope.wrappedKey),
    masterKeyId: envelope.masterKeyId,
  };
}

/** Throws when it was sealed for another row, organisation, purpose or version. */
export function openColumns(binding: EnvelopeBinding, stored: SealedColumns): string {
  const envelope: Envelope = {
    ciphertext: Buffer.from(stored.ciphertext),
    wrappedKey: Buffer.from(stored.wrappedKey),
    masterKeyId: stored.masterKeyId,
  };
  return openEnvelope(masterKeys(), binding, envelope);
}

function masterKeys(): MasterKeys {
  const byId = masterKeysById();
  return { current: { id: masterKeyId(masterKey()), key: masterKey() }, byId: (id) => byId.get(id) };
}
