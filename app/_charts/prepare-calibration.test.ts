import { describe, expect, it } from "vitest";
import { prepareCalibration } from "./prepare-calibration";

const CALIBRATION = {
  ...{ routeId: null, routeName: null, judgeModel: "a/b", rubricVersion: 1, pairCount: 0 },
  ...{ intercept: 0.4, slope: 1, drift: null, driftAt: null, measuredAt: new Date(0) },
};

describe("prepareCalibration", () => {
  it("puts each kind of work where judge and users put it, larger the more answers there are", () => {
    const cells = [
      { cell: "m · qa", judge: 0.8, nps: 0.6, count: 100 },
      { cell: "n · qa", judge: 0.4, nps: 0.5, count: 1 },
    ];
    const { dots } = prepareCalibration({ ...CALIBRATION, cells });
    expect(dots).toMatchObject([
      { label: "m · qa", x: 0.8, y: 0.6, sizePx: 22 },
      { label: "n · qa", x: 0.4, y: 0.5, sizePx: 8 },
    ]);
  });

  it("keeps the line inside the plot, also without any dot", () => {
    expect(prepareCalibration({ ...CALIBRATION, cells: [] })).toEqual({
      dots: [],
      line: { x1: 0, y1: 0.4, x2: 1, y2: 1 },
    });
  });
});
