export function ensureGoTool(module: string): string | null;
