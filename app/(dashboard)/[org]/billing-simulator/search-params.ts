import { parseAsStringLiteral } from "nuqs/server";

export const simulatorParams = {
  page: parseAsStringLiteral(["checkout", "portal"]).withDefault("portal"),
};
