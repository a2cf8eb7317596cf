import { normalCdf } from "@/server/modules/feedback";

/** z with Φ(z) = p, for p from 0.5 to 0.9999999; by bisection, as it is asked for a few times per page. */
export function normalQuantile(p: number): number {
  let [low, high] = [0, 6];
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
