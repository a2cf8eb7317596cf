import { z } from "zod";

export const RECOVERY_CODES = 10;

/** Of the app, or one of the recovery codes; as people type them. */
const Code = z
  .string()
  .trim()
  .min(1, "Enter the code.")
  .max(40, "That is too long for a code.")
  .transform((code) => code.replace(/[\s-]/g, "").toLowerCase());

export const TwoFactorStatus = z.object({
  isOn: z.boolean(),
  since: z.date().nullable(),
  recoveryCodesLeft: z.int(),
  /** Organisations of the person that do not let it be turned off. */
  requiredBy: z.array(z.string()),
});
export type TwoFactorStatus = z.infer<typeof TwoFactorStatus>;

export const BeginTwoFactorInput = z.object({ currentPassword: z.string().max(200).optional() });
export type BeginTwoFactorInput = z.infer<typeof BeginTwoFactorInput>;

/** Shown while it is set up, and never again. */
export const TwoFactorSetup = z.object({ secret: z.string(), uri: z.string() });
export type TwoFactorSetup = z.infer<typeof TwoFactorSetup>;

export const TwoFactorCodeInput = z.object({ code: Code });
export type TwoFactorCodeInput = z.infer<typeof TwoFactorCodeInput>;

export const RecoveryCodesOutput = z.object({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodesOutput = z.infer<typeof RecoveryCodesOutput>;
