import { BYTES_MIN, FIRST_TOKEN, requestBody } from "./payloads.mjs";
import { machineUsage, treeUsage } from "./processes.mjs";

const usageOf = (pid) => (pid === null ? null : treeUsage(pid));
const cpuOf = (pids) => pids.reduce((sum, pid) => sum + treeUsage(pid).cpuUs, 0);

function httpRequest({ port, path = "/v1/chat/completions", headers = {} }, body) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return (
    `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\n` +
    `${lines.join("")}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

/** Sends one job to the load process and waits for its tally. */
export function load(generator, contender, cell, seconds) {
  const isStream = cell.kind !== "whole";
  const job = {
    port: contender.port,
    request: httpRequest(contender, requestBody(cell.kind, contender.modelPrefix)),
    isStream,
    firstToken: FIRST_TOKEN,
    bytesMin: isStream ? BYTES_MIN.stream : BYTES_MIN.whole,
    seconds,
    connections: cell.connections,
    rate: cell.rate,
  };
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error(`the load generator ended: ${generator.output}`));
    generator.once("exit", onExit);
    generator.once("message", (result) => {
      generator.off("exit", onExit);
      contender.served = (contender.served ?? 0) + result.served;
      resolve(result);
    });
    generator.send(job);
  });
}

/**
 * One cell of one round. CPU is that of the contender's whole process tree from the first request until its last
 * piece of work is done: `settle` waits for what it still does behind the answers (storing records).
 */
export async function measure(generator, contender, cell, seconds) {
  contender.takeCore?.(true);
  await load(generator, contender, cell, Math.min(0.4, seconds / 4));
  await contender.settle?.();
  const before = snapshot(contender);
  const result = await load(generator, contender, cell, seconds);
  const loaded = snapshot(contender);
  await contender.settle?.();
  const after = snapshot(contender);
  contender.takeCore?.(false);
  const perRequest = (part) => {
    if (before[part] === null || result.served === 0) return null;
    return (after[part].cpuUs - before[part].cpuUs) / result.served;
  };
  return {
    ...result,
    cpuUs: perRequest("gateway"),
    storingCpuUs: perRequest("storing"),
    /** How much of its core the contender used while asked: well under 1 means that something else was the limit. */
    coreShare:
      before.gateway === null
        ? null
        : (loaded.gateway.cpuUs - before.gateway.cpuUs) / ((loaded.atMs - before.atMs) * 1000),
    rssMb: after.gateway?.rssMb ?? null,
    stealShare: (after.machine.stealUs - before.machine.stealUs) / ((after.atMs - before.atMs) * 1000),
    busyCores: (after.machine.busyUs - before.machine.busyUs) / ((after.atMs - before.atMs) * 1000),
  };
}

function snapshot(contender) {
  return {
    atMs: performance.now(),
    gateway: usageOf(contender.pid),
    storing: contender.storingPids === undefined ? null : { cpuUs: cpuOf(contender.storingPids) },
    machine: machineUsage(),
  };
}
