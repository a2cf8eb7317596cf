import { dollars } from "@/app/_components/plan-words";
import { billOf } from "@/server/contracts/plan-bill";
import { PLANS } from "@/server/contracts/plans";
import { NO_TERMS, quotaOf } from "@/server/contracts/quota";

const number = new Intl.NumberFormat("en");

export interface VolumeOffer {
  plan: string;
  price: string;
  note: string;
}

/** What a month of so many requests costs on each plan that has a price, from the plan table. */
export function offersFor(requests: number): VolumeOffer[] {
  return [freeOffer(requests), proOffer(requests)];
}

function freeOffer(requests: number): VolumeOffer {
  const { included, stopAt } = quotaOf(PLANS.free, NO_TERMS);
  const offer = { plan: PLANS.free.name, price: dollars(0) };
  if (included === null || requests <= included) return { ...offer, note: "all included" };
  if (stopAt === null || requests <= stopAt)
    return {
      ...offer,
      note: `what is said in ${number.format(requests - included)} of them is not stored`,
    };
  return {
    ...offer,
    note: `stops at ${number.format(stopAt)}: ${number.format(requests - stopAt)} are refused`,
  };
}

function proOffer(requests: number): VolumeOffer {
  const { totalMicroUsd, overageBlocks } = billOf(PLANS.pro, requests);
  const { microUsd } = PLANS.pro.overageBlock;
  const blocks = overageBlocks === 1 ? "1 block" : `${number.format(overageBlocks)} blocks`;
  return {
    plan: PLANS.pro.name,
    price: dollars(totalMicroUsd ?? 0),
    note:
      overageBlocks === 0
        ? "all included"
        : `${dollars(PLANS.pro.monthlyMicroUsd)} and ${blocks} at ${dollars(microUsd)}`,
  };
}

const STEPS_A_DECADE = 20;
const LEAST = 1_000;
const DECADES = 5;

/** Positions of the slider: each step is the same factor more, so that small and large volumes both have room. */
export const VOLUME_STEPS = STEPS_A_DECADE * DECADES;

/** Requests at a position, in two digits that people would say. */
export function volumeAt(position: number): number {
  const exact = LEAST * 10 ** (position / STEPS_A_DECADE);
  const unit = 10 ** (Math.floor(Math.log10(exact)) - 1);
  return Math.round(exact / unit) * unit;
}

export function positionOf(requests: number): number {
  const position = Math.round(Math.log10(Math.max(requests, LEAST) / LEAST) * STEPS_A_DECADE);
  return Math.min(position, VOLUME_STEPS);
}
