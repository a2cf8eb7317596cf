/** A question's vector of length 1, and the name of the answer it has. */
export interface ComparedQuestion {
  vector: Float32Array;
  answerName: string;
}

export interface Likeness {
  answerName: string;
  similarity: number;
}

const DIMENSIONS = { min: 2, max: 8_192 };
/** An HMAC-SHA-256 in base64url. */
const NAME_BYTES = 43;
const FLOAT_BYTES = 4;

/** Numbers as a vector of length 1; null for anything that has no direction. */
export function unitVector(values: unknown): Float32Array | null {
  if (!Array.isArray(values) || values.length < DIMENSIONS.min || values.length > DIMENSIONS.max) return null;
  const vector = new Float32Array(values.length);
  let square = 0;
  for (const [index, value] of values.entries()) {
    if (typeof value !== "number" || !Number.isFinite(value)) return null;
    vector[index] = value;
    square += value * value;
  }
  const length = Math.sqrt(square);
  if (!(length > 0) || !Number.isFinite(length)) return null;
  for (let index = 0; index < vector.length; index++) vector[index] = (vector[index] ?? 0) / length;
  return vector;
}

export function packQuestion({ vector, answerName }: ComparedQuestion): Buffer {
  const bytes = new Uint8Array(vector.byteLength + NAME_BYTES);
  bytes.set(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength));
  bytes.set(Buffer.from(answerName), vector.byteLength);
  return Buffer.from(bytes.buffer);
}

/** The questions that are at least so much like this one, the most alike first. */
export function likeQuestions(
  vector: Float32Array,
  packed: readonly Buffer[],
  similarityMin: number,
): Likeness[] {
  const found: Likeness[] = [];
  for (const bytes of packed) {
    if (bytes.length !== vector.byteLength + NAME_BYTES) continue;
    const similarity = dot(vector, floatsOf(bytes, vector.length));
    if (similarity >= similarityMin)
      found.push({ answerName: bytes.toString("latin1", vector.byteLength), similarity });
  }
  return found.sort((left, right) => right.similarity - left.similarity);
}

/** A view where the bytes lie as floats must, else a copy. */
function floatsOf(bytes: Buffer, length: number): Float32Array {
  if (bytes.byteOffset % FLOAT_BYTES === 0) return new Float32Array(bytes.buffer, bytes.byteOffset, length);
  return new Float32Array(Uint8Array.from(bytes.subarray(0, length * FLOAT_BYTES)).buffer);
}

function dot(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += (left[index] ?? 0) * (right[index] ?? 0);
  return sum;
}
