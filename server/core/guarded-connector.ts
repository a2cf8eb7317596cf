import { buildConnector } from "undici";
import {
  checkUrlShape,
  createGuardedLookup,
  type GuardOptions,
  isPublicAddress,
  lookupError,
} from "./outbound-guard";

/**
 * A connector for an undici pool that calls addresses named by a customer. Beyond the lookup it checks literal
 * addresses, for which no lookup runs, and the address that the socket ended up with.
 */
export function guardedConnector(
  options: GuardOptions & buildConnector.BuildOptions,
): buildConnector.connector {
  const { allowPrivate, resolve, ...build } = options;
  const guard: GuardOptions = { allowPrivate, ...(resolve ? { resolve } : {}) };
  const connect = buildConnector({ ...build, lookup: createGuardedLookup(guard) });
  return (target, callback) => {
    try {
      checkUrlShape(`${target.protocol}//${target.host ?? target.hostname}`, guard);
    } catch (err) {
      callback(err instanceof Error ? err : new Error(String(err)), null);
      return;
    }
    connect(target, (err, socket) => {
      if (err || !socket) return callback(err ?? new Error("no socket"), null);
      if (allowPrivate || isPublicAddress(socket.remoteAddress ?? "")) return callback(null, socket);
      socket.destroy();
      callback(lookupError(target.hostname, true), null);
    });
  };
}
