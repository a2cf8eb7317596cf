import type { Calibration } from "@/server/contracts/judge";

/** One model and kind of work: where the judge and the users put it, in shares of the plot. */
export interface CalibrationDot {
  label: string;
  x: number;
  y: number;
  sizePx: number;
  judge: number;
  nps: number;
  count: number;
}

export interface PreparedCalibration {
  dots: readonly CalibrationDot[];
  /** Ends of the line, kept inside the plot. */
  line: { x1: number; y1: number; x2: number; y2: number };
}

const SIZE_PX = { min: 6, max: 22 } as const;

/** `cells` are means; a dot's area grows with the answers behind it. */
export function prepareCalibration({ cells, intercept, slope }: Calibration): PreparedCalibration {
  const most = Math.max(1, ...cells.map(({ count }) => count));
  const at = (judge: number): number => Math.min(1, Math.max(0, intercept + slope * judge));
  return {
    dots: cells.map(({ cell, judge, nps, count }) => ({
      ...{ label: cell, x: judge, y: nps, judge, nps, count },
      sizePx: Math.round(SIZE_PX.min + (SIZE_PX.max - SIZE_PX.min) * Math.sqrt(count / most)),
    })),
    line: { x1: 0, y1: at(0), x2: 1, y2: at(1) },
  };
}
