/** Looks into a running process from outside: the product has no code for it. */
import { readdirSync, readFileSync } from "node:fs";
import { WebSocket } from "undici";

/** Opens the inspector of a process that was started with `--inspect-port`, and connects. */
export async function inspect(pid, port) {
  process.kill(pid, "SIGUSR1");
  const url = await debuggerUrl(port);
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve, { once: true });
    socket.addEventListener("error", () => reject(new Error("the inspector refuses")), { once: true });
  });
  const waiting = new Map();
  let lastId = 0;
  socket.addEventListener("message", ({ data }) => {
    const { id, result, error } = JSON.parse(data);
    waiting.get(id)?.(error === undefined ? result : Promise.reject(new Error(error.message)));
    waiting.delete(id);
  });
  const ask = (method, params = {}) =>
    new Promise((resolve) => {
      lastId += 1;
      waiting.set(lastId, resolve);
      socket.send(JSON.stringify({ id: lastId, method, params }));
    });
  await ask("HeapProfiler.enable");
  return {
    sample: async () => {
      // Twice: finalisers of the first collection free what the second one takes away.
      await ask("HeapProfiler.collectGarbage");
      await ask("HeapProfiler.collectGarbage");
      const { usedSize } = await ask("Runtime.getHeapUsage");
      const { result } = await ask("Runtime.evaluate", {
        expression: "JSON.stringify(process.getActiveResourcesInfo())",
        returnByValue: true,
      });
      const handles = JSON.parse(result.value);
      return {
        heapMb: usedSize / 1e6,
        rssMb: rssMb(pid),
        handles: handles.length,
        sockets: handles.filter((kind) => kind.startsWith("TCP")).length,
        files: readdirSync(`/proc/${pid}/fd`).length,
      };
    },
    close: () => socket.close(),
  };
}

async function debuggerUrl(port) {
  for (let turn = 0; turn < 100; turn++) {
    try {
      const [target] = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
      if (target !== undefined) return target.webSocketDebuggerUrl;
    } catch {
      // Not open yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the inspector did not open");
}

function rssMb(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1e3;
}

/** Connections to the port that are still open. */
export function openConnections(port) {
  const wanted = port.toString(16).toUpperCase().padStart(4, "0");
  return readFileSync("/proc/net/tcp", "utf8")
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = "", , state]) => local.endsWith(`:${wanted}`) && state === "01").length;
}
