import { type BinaryLike, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

/** N = 2^15, r = 8, p = 3: one of OWASP’s equal choices for scrypt, the one with the least memory (32 MiB a try). */
const COST_LOG2 = 15;
const BLOCK_SIZE = 8;
const PARALLELISM = 3;
const HASH_BYTES = 32;
const PHC = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** What a missing account is checked against, so that it costs the same work as a wrong password. */
const NOBODY = `$scrypt$ln=${COST_LOG2},r=${BLOCK_SIZE},p=${PARALLELISM}$${unpadded(Buffer.alloc(16))}$${unpadded(Buffer.alloc(HASH_BYTES))}`;

/** A PHC string of the password with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, HASH_BYTES, { N: 2 ** COST_LOG2, r: BLOCK_SIZE, p: PARALLELISM });
  return `$scrypt$ln=${COST_LOG2},r=${BLOCK_SIZE},p=${PARALLELISM}$${unpadded(salt)}$${unpadded(hash)}`;
}

/** Whether the password belongs to the hash; null stands for no account or no password and takes as long. */
export async function verifyPassword(password: string, phc: string | null): Promise<boolean> {
  const [, costLog2, r, p, salt = "", hash = ""] = PHC.exec(phc ?? NOBODY) ?? [];
  if (costLog2 === undefined) throw new Error("a stored password hash is not in PHC format");
  const expected = Buffer.from(hash, "base64");
  const options = { N: 2 ** Number(costLog2), r: Number(r), p: Number(p) };
  const actual = await derive(password, Buffer.from(salt, "base64"), expected.length, options);
  return timingSafeEqual(actual, expected) && phc !== null;
}

function derive(password: string, salt: BinaryLike, length: number, options: ScryptOptions): Promise<Buffer> {
  const maxmem = 256 * 1024 * 1024;
  return new Promise((resolve, reject) => {
    // Unicode has several spellings of one text, and keyboards differ in which they send.
    scrypt(password.normalize("NFKC"), salt, length, { ...options, maxmem }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
