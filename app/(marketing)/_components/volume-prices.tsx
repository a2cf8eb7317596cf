"use client";

import { useId, useState } from "react";
import { offersFor, positionOf, VOLUME_STEPS, volumeAt } from "../_content/volume";

const number = new Intl.NumberFormat("en");
const FIRST = 250_000;
const DIGITS_MAX = 10;

/** Any monthly volume, by slider or as a number, and what it costs. */
export function VolumePrices() {
  const id = useId();
  const [requests, setRequests] = useState(FIRST);
  return (
    <div>
      <div className="flex flex-wrap items-end gap-x-6 gap-y-4">
        <div className="min-w-56 grow">
          <label htmlFor={`${id}-slider`} className="text-sm text-muted">
            Requests a month
          </label>
          <input
            id={`${id}-slider`}
            type="range"
            min={0}
            max={VOLUME_STEPS}
            value={positionOf(requests)}
            aria-valuetext={`${number.format(requests)} requests`}
            onChange={(event) => setRequests(volumeAt(Number(event.target.value)))}
            className="mt-2 block h-6 w-full accent-(--accent-solid)"
          />
        </div>
        <div>
          <label htmlFor={`${id}-number`} className="sr-only">
            Requests a month, as a number
          </label>
          <input
            id={`${id}-number`}
            inputMode="numeric"
            autoComplete="off"
            value={number.format(requests)}
            onChange={(event) => {
              const digits = event.target.value.replace(/\D/g, "").slice(0, DIGITS_MAX);
              setRequests(Number(digits));
            }}
            className="h-9 w-40 rounded-md border border-strong bg-surface px-3 text-right text-base text-emphasis tabular-nums"
          />
        </div>
      </div>
      <dl className="mt-6 grid divide-y divide-default border-y border-default sm:grid-cols-2 sm:divide-x sm:divide-y-0">
        {offersFor(requests).map(({ plan, price, note }) => (
          <div key={plan} className="py-4 sm:px-6 sm:first:pl-0">
            <dt className="text-base font-semibold text-emphasis">{plan}</dt>
            <dd className="mt-1 text-2xl font-semibold text-emphasis tabular-nums">{price}</dd>
            <dd className="mt-1 text-sm text-muted">{note}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-sm text-muted">
        A month each, beside what your providers charge. On Pro an owner can cap what comes on top. Far above
        this, Enterprise is by contract.
      </p>
    </div>
  );
}
