/** No gateway at all: what the load generator and the mock provider can do, and the zero of every added latency. */
export const direct = {
  id: "direct",
  name: "direct call",
  does: "nothing",
  start: async ({ mockPort }) => ({ port: mockPort, pid: null, version: "", stop: async () => {} }),
};
