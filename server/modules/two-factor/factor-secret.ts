import { openColumns, type SealedColumns, sealColumns } from "@/server/db/sealed-columns";

const bindingOf = (userId: string) => ({ orgId: "", rowId: userId, purpose: "totp", version: 1 });

export function sealFactor(userId: string, secret: string): SealedColumns {
  return sealColumns(bindingOf(userId), secret);
}

export function openFactor(userId: string, stored: SealedColumns): string {
  return openColumns(bindingOf(userId), stored);
}
