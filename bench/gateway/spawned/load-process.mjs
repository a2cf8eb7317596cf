/**
 * The load generator, a process of its own so that it can have its own core. Two ways of asking:
 * closed loop (every connection asks again at once: saturation) and open loop (a fixed rate, whatever comes back).
 */
import { LoadConnection } from "../load-connection.mjs";
import { percentile } from "../statistics.mjs";

const LAST_ANSWERS_MS = 10_000;

/** `job`: {port, request, isStream, firstToken, bytesMin, seconds, connections} or with `rate` (requests per second). */
function run(job) {
  const tally = { answered: 0, failures: {}, completed: 0, latencies: [], firsts: [], lags: [] };
  const started = performance.now();
  const until = started + job.seconds * 1000;
  return new Promise((resolve) => {
    const target = { ...job, bytes: Buffer.from(job.request) };
    const state = { inFlight: 0, isOver: false, idle: [], all: [] };
    const finish = () => {
      clearTimeout(state.giveUp);
      for (const connection of state.all) connection.close();
      if (state.inFlight > 0) addFailure(tally, "no answer", state.inFlight);
      resolve(summary(tally, state.finishedAt - started));
    };
    const stop = () => {
      if (state.isOver) return;
      state.isOver = true;
      state.finishedAt = performance.now();
      if (state.inFlight === 0) return finish();
      state.giveUp = setTimeout(finish, LAST_ANSWERS_MS);
    };
    const onAnswer = (connection, problem) => {
      state.inFlight--;
      note(tally, connection, problem, state.isOver);
      if (state.isOver) return state.inFlight === 0 ? finish() : undefined;
      if (job.rate !== undefined) return state.idle.push(connection);
      if (performance.now() >= until) return stop();
      state.inFlight++;
      connection.send();
    };
    const open = () => {
      const connection = new LoadConnection(target, onAnswer);
      state.all.push(connection);
      return connection;
    };
    const ask = (connection) => {
      state.inFlight++;
      connection.send();
    };
    if (job.rate === undefined) {
      for (let n = 0; n < job.connections; n++) ask(open());
      setTimeout(stop, job.seconds * 1000);
    } else {
      const when = { started, until, lags: tally.lags };
      askAtRate(job.rate, when, () => ask(state.idle.pop() ?? open()), stop);
    }
  });
}

function askAtRate(rate, { started, until, lags }, ask, stop) {
  const gapMs = 1000 / rate;
  let asked = 0;
  let due = started;
  const tick = () => {
    const now = performance.now();
    while (due <= now && due < until) {
      lags.push(now - due);
      ask();
      due = started + ++asked * gapMs;
    }
    if (now >= until) return stop();
    setTimeout(tick, 1);
  };
  tick();
}

function note(tally, connection, problem, isOver) {
  tally.answered++;
  if (problem !== null) return addFailure(tally, problem, 1);
  const now = performance.now();
  tally.latencies.push(now - connection.sentAt);
  tally.firsts.push(connection.firstContentAt - connection.sentAt);
  if (!isOver) tally.completed++;
}

function addFailure(tally, problem, count) {
  tally.failures[problem] = (tally.failures[problem] ?? 0) + count;
}

function summary(tally, elapsedMs) {
  const failed = Object.values(tally.failures).reduce((sum, count) => sum + count, 0);
  return {
    /** Everything the contender worked on, the last answers after the bell included. */
    served: tally.latencies.length,
    failed,
    failures: tally.failures,
    perSecond: (tally.completed / elapsedMs) * 1000,
    p50Ms: percentile(tally.latencies, 0.5),
    p99Ms: percentile(tally.latencies, 0.99),
    firstP50Ms: percentile(tally.firsts, 0.5),
    firstP99Ms: percentile(tally.firsts, 0.99),
    generatorLagP99Ms: percentile(tally.lags, 0.99),
  };
}

process.on("message", async (job) => process.send(await run(job)));
process.on("disconnect", () => process.exit(0));
