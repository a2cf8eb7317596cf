/** What is measured of each contender in each round. */
export const CELLS = {
  whole: { kind: "whole", title: "Whole answer (1 KB in, 1 KB out), saturation", connections: 64 },
  stream: { kind: "stream", title: "Stream of 50 events at once, saturation", connections: 32 },
  rate: { kind: "whole", title: "Whole answer at a fixed rate", rate: 200 },
  paced: { kind: "paced", title: "Stream of 50 events, 5 ms apart, at a fixed rate", rate: 40 },
};
