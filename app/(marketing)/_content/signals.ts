interface Signal {
  id: "nps" | "auto" | "manual" | "benchmark";
  name: string;
  from: string;
  arrives: string;
  alone: string;
  repairedBy: string;
}

export const SIGNALS: readonly Signal[] = [
  {
    id: "nps",
    name: "Session NPS",
    from: "Your end users, 0–10",
    arrives: "minutes to hours",
    alone: "Sparse: few people answer.",
    repairedBy: "A judge calibrated against it, and pooling.",
  },
  {
    id: "auto",
    name: "Automatic evaluation",
    from: "Fixed checks and an LLM judge",
    arrives: "seconds",
    alone: "Biased: judges drift and favour their own family.",
    repairedBy: "Calibration to NPS, with a drift alarm.",
  },
  {
    id: "manual",
    name: "Manual ratings",
    from: "Your own team",
    arrives: "days",
    alone: "Does not scale, and samples are hand-picked.",
    repairedBy: "Weighting by how each item was selected.",
  },
  {
    id: "benchmark",
    name: "Benchmark prior",
    from: "Public per-task results",
    arrives: "before any traffic",
    alone: "Not your traffic.",
    repairedBy: "Its weight shrinks as your evidence grows.",
  },
];
