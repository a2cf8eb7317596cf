export interface Sample {
  x: number;
  y: number;
}
export interface Trend {
  slope: number;
  low: number;
  high: number;
  mean: number;
}
export function trend(samples: readonly Sample[]): Trend | null;
export function isGrowing(samples: readonly Sample[], shareMin?: number): boolean;
