"use client";

import { type Control, Controller } from "react-hook-form";
import { Switch } from "@/app/_ui/switch";
import type { CacheFormInput, CacheFormOutput } from "./cache-form-values";

type SwitchName = "allowsHeaders" | "isPerUser" | "keepsUnstored";

const SWITCHES: readonly { name: SwitchName; label: string; description: string }[] = [
  {
    name: "allowsHeaders",
    label: "Requests may ask for more",
    description:
      "floopy-cache and floopy-cache-enabled can turn the cache on for one request. Turning it off for one always works.",
  },
  {
    name: "isPerUser",
    label: "A cache for each end user",
    description:
      "Answers are given again only to the user who got them. Requests without a user are not cached.",
  },
  {
    name: "keepsUnstored",
    label: "Cache although no text is stored",
    description:
      "Nothing is cached of requests whose text is not stored. With this, their answers are kept for their time all the same.",
  },
];

export interface CacheSwitchesProps {
  control: Control<CacheFormInput, unknown, CacheFormOutput>;
  isReadOnly: boolean;
  /** Only where it changes anything. */
  showsUnstored: boolean;
}

export function CacheSwitches({ control, isReadOnly, showsUnstored }: CacheSwitchesProps) {
  return (
    <div className="space-y-4">
      {SWITCHES.filter(({ name }) => name !== "keepsUnstored" || showsUnstored).map(
        ({ name, label, description }) => (
          <Controller
            key={name}
            control={control}
            name={name}
            render={({ field }) => (
              <Switch
                label={label}
                description={description}
                isOn={field.value}
                onChange={field.onChange}
                isDisabled={isReadOnly}
              />
            )}
          />
        ),
      )}
    </div>
  );
}
