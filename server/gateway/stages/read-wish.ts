import { AppError } from "@/server/core/errors";
import type { HeaderMap } from "../types";

/** What the caller asked for: a route, or models in order. */
export interface ModelWish {
  /** Slug of the route to ask; null when the models are named. */
  route: string | null;
  names: readonly string[];
  fallback: readonly string[];
  /** Only this provider. */
  provider: string | null;
  /** Stay on the route's pinned model. */
  isPinned: boolean;
}

const NAMES_MAX = 10;
const ROUTE_PREFIX = "route:";

/** Reads the `model` member together with the routing headers. */
export function readWish(model: string, headers: HeaderMap, defaultRoute: string): ModelWish {
  const mode = readMode(headers["floopy-routing"]);
  const names = splitNames(model, "model");
  const [only] = names;
  const named = names.length === 1 && only !== undefined ? routeNamed(only, defaultRoute) : null;
  const isAsked = mode === "auto" || mode === "pinned";
  const route = headers["floopy-route"] ?? named ?? (isAsked ? defaultRoute : null);
  if (mode === "off" && named !== null) {
    throw new AppError("invalid_request", "floopy-routing: off needs the name of a model.", {
      param: "model",
    });
  }
  return {
    route: mode === "off" ? null : route,
    names: named === null ? names : [],
    fallback: splitNames(headers["floopy-fallback"] ?? "", "floopy-fallback"),
    provider: headers["floopy-provider"]?.trim().toLowerCase() || null,
    isPinned: mode === "pinned",
  };
}

function routeNamed(name: string, defaultRoute: string): string | null {
  if (name === "auto") return defaultRoute;
  return name.startsWith(ROUTE_PREFIX) ? name.slice(ROUTE_PREFIX.length) : null;
}

function readMode(value: string | undefined): "auto" | "pinned" | "off" | null {
  if (value === undefined) return null;
  if (value === "auto" || value === "pinned" || value === "off") return value;
  throw new AppError("invalid_request", "floopy-routing must be auto, pinned or off.", {
    param: "floopy-routing",
  });
}

function splitNames(text: string, param: string): string[] {
  const names = text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (names.length > NAMES_MAX) {
    throw new AppError("invalid_request", `At most ${NAMES_MAX} models can be named.`, { param });
  }
  return names;
}
