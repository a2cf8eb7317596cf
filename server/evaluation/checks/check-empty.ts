import { type Check, PASSED } from "./check-types";

export const checkEmpty: Check = {
  name: "empty",
  version: 1,
  run({ answer, hasToolCalls, refusal }) {
    if (answer.trim() !== "" || hasToolCalls || refusal !== null) return PASSED;
    return { score: 0, note: "The answer has no words and calls no tool." };
  },
};
