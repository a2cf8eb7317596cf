export function ensureDebianTool(program: string): string | null;
