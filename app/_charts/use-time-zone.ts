"use client";

import { useSyncExternalStore } from "react";

const subscribe = () => () => {};
const readersZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const serverZone = () => "UTC";

/** The reader's time zone; UTC until the page is hydrated, as the server cannot know it. */
export function useTimeZone(): string {
  return useSyncExternalStore(subscribe, readersZone, serverZone);
}
