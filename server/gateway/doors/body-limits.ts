import { AppError } from "@/server/core/errors";

/** What is read away of a body nobody wants, so that its sender gets to the answer; then the connection is cut. */
export const READ_AWAY = { bytesMax: 64 * 1024 * 1024, msMax: 10_000 } as const;

export function bodyTooLarge(bytesMax: number): AppError {
  return new AppError("body_too_large", "body too large", {
    userMessage: `The body is larger than ${bytesMax} bytes.`,
  });
}

export function leftWhileSending(cause?: unknown): AppError {
  return new AppError("client_closed", "the client left while sending", { cause });
}

/** Whether the length that a client announces is more than is allowed. */
export function announcesTooMuch(contentLength: string | null | undefined, bytesMax: number): boolean {
  return Number(contentLength ?? 0) > bytesMax;
}
