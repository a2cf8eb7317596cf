import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** What an encrypted secret belongs to; part of the authenticated data, so a row's secret opens in no other row. */
export interface EnvelopeBinding {
  orgId: string;
  rowId: string;
  purpose: string;
  version: number;
}

export interface Envelope {
  /** nonce (12) · tag (16) · ciphertext, AES-256-GCM under the data key. */
  ciphertext: Buffer;
  /** The data key in the same layout, under the master key. */
  wrappedKey: Buffer;
  masterKeyId: string;
}

export interface MasterKeys {
  current: { id: string; key: Buffer };
  byId(id: string): Buffer | undefined;
}

function seal(key: Buffer, plain: Buffer, aad: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(aad);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function open(key: Buffer, sealed: Buffer, aad: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12));
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
}

function aadOf(binding: EnvelopeBinding): Buffer {
  return Buffer.from([binding.orgId, binding.rowId, binding.purpose, binding.version].join("|"));
}

/** Encrypts with a fresh data key, which is itself wrapped by the current master key. */
export function sealEnvelope(masters: MasterKeys, binding: EnvelopeBinding, secret: string): Envelope {
  const dataKey = randomBytes(32);
  const aad = aadOf(binding);
  return {
    ciphertext: seal(dataKey, Buffer.from(secret), aad),
    wrappedKey: seal(masters.current.key, dataKey, aad),
    masterKeyId: masters.current.id,
  };
}

/** Throws when the row, organisation, purpose or version is not the one it was sealed for, or the key is gone. */
export function openEnvelope(masters: MasterKeys, binding: EnvelopeBinding, envelope: Envelope): string {
  const master = masters.byId(envelope.masterKeyId);
  if (master === undefined) throw new Error(`master key ${envelope.masterKeyId} is not configured`);
  const aad = aadOf(binding);
  return open(open(master, envelope.wrappedKey, aad), envelope.ciphertext, aad).toString();
}
