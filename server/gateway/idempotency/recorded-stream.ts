import type { GatewayStream, StreamSink } from "../types";

/** The same stream; `onEnd` gets its bytes after the last one was written, or null when there were too many. */
export function recordedStream(
  stream: GatewayStream,
  bytesMax: number,
  onEnd: (bytes: Buffer | null) => void,
): GatewayStream {
  return {
    pipe: async (sink) => {
      let chunks: Buffer[] = [];
      let size = 0;
      const recorder: StreamSink = {
        write: (chunk) => {
          size += chunk.length;
          if (size <= bytesMax) chunks.push(chunk);
          else chunks = [];
          return sink.write(chunk);
        },
        drained: () => sink.drained(),
      };
      try {
        await stream.pipe(recorder);
      } finally {
        onEnd(size <= bytesMax ? Buffer.concat(chunks) : null);
      }
    },
  };
}

const PIECE_BYTES = 16 * 1024;

/** Recorded bytes as a stream, as fast as the client reads. */
export function replayedStream(bytes: Buffer): GatewayStream {
  return {
    pipe: async (sink) => {
      for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
        if (!sink.write(bytes.subarray(at, at + PIECE_BYTES))) await sink.drained();
      }
    },
  };
}
