export function bundleWidget(): Promise<Uint8Array>;
export function ensureWidget(): Promise<void>;
