import { AppError } from "./errors";

/** The body of a request, never more than `bytesMax` of it in memory, however it is sent. */
export async function readLimitedBody(request: Request, bytesMax: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  if (Number(request.headers.get("content-length") ?? 0) > bytesMax) throw tooLarge(bytesMax);
  let size = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > bytesMax) {
      await reader?.cancel();
      throw tooLarge(bytesMax);
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

function tooLarge(bytesMax: number): AppError {
  return new AppError("body_too_large", `The request is larger than ${bytesMax} bytes.`);
}
