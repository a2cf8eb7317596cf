import { z } from "zod";
import { RoleSchema } from "./permissions";

export const EmailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "That e-mail address is too long.")
  .pipe(z.email("Enter an e-mail address, like you@company.com."));

export const PASSWORD_LENGTH_MIN = 10;
export const PASSWORD_LENGTH_MAX = 200;

/** Length is what counts (NIST SP 800-63B); only passwords of a few repeated characters are refused beyond it. */
export const PasswordSchema = z
  .string()
  .min(PASSWORD_LENGTH_MIN, `Use at least ${PASSWORD_LENGTH_MIN} characters.`)
  .max(PASSWORD_LENGTH_MAX, `Use at most ${PASSWORD_LENGTH_MAX} characters.`)
  .refine(
    (password) => new Set(password.toLowerCase()).size >= 5,
    "Use more than a few different characters.",
  );

export const SignUpInput = z.object({
  name: z.string().trim().min(1, "Enter your name.").max(80),
  email: EmailSchema,
  password: PasswordSchema,
  organizationName: z.string().trim().min(1, "Enter a name for your organisation.").max(80),
});
export type SignUpInput = z.infer<typeof SignUpInput>;

/** The same for an address that is new and for one that has an account. */
export const SignUpOutput = z.object({
  /** A mail has to be followed before the account opens; false where no mail can be sent. */
  isMailSent: z.boolean(),
});
export type SignUpOutput = z.infer<typeof SignUpOutput>;

export const SignInInput = z.object({
  email: EmailSchema,
  password: z.string().min(1, "Enter your password.").max(PASSWORD_LENGTH_MAX),
  /** Token of the link that confirms the address of a new account. */
  confirmation: z.string().max(200).optional(),
});
export type SignInInput = z.infer<typeof SignInInput>;

export const MagicLinkInput = z.object({ email: EmailSchema });
export type MagicLinkInput = z.infer<typeof MagicLinkInput>;

/** Which ways to sign in this installation offers. */
export const SignInOptionsOutput = z.object({
  /** A sign-in link by mail; needs a mail server or the local outbox. */
  magicLink: z.boolean(),
  google: z.boolean(),
  github: z.boolean(),
  /** Some organisation signs in at an identity provider of its own. */
  sso: z.boolean(),
  /** Mail is not sent but shown on /outbox, as no SMTP server is set. */
  hasLocalOutbox: z.boolean(),
  /** E-mail of the demo login, in an embedded installation only; its password is printed by the start command. */
  demoEmail: z.string().nullable(),
});
export type SignInOptionsOutput = z.infer<typeof SignInOptionsOutput>;

export const OrganizationMembership = z.object({
  slug: z.string(),
  name: z.string(),
  role: RoleSchema,
  isDemo: z.boolean(),
  /** It requires two-factor sign-in, which the person has not set up: nothing of it opens. */
  needsTwoFactor: z.boolean(),
});
export type OrganizationMembership = z.infer<typeof OrganizationMembership>;

export const MeOutput = z.object({
  userId: z.string(),
  name: z.string().nullable(),
  email: z.string(),
  organizations: z.array(OrganizationMembership),
});
export type MeOutput = z.infer<typeof MeOutput>;

/** The person's own account. */
export const AccountOutput = z.object({
  email: z.string(),
  isEmailConfirmed: z.boolean(),
  hasPassword: z.boolean(),
  /** Whether mails reach anybody: without, addresses cannot be confirmed or changed. */
  canSendMail: z.boolean(),
});
export type AccountOutput = z.infer<typeof AccountOutput>;

/** Proof that it is still the person: their password, or for those without one, a sign-in a few minutes ago. */
const Proof = z.string().max(PASSWORD_LENGTH_MAX).optional();

export const ChangePasswordInput = z.object({ currentPassword: Proof, password: PasswordSchema });
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>;

export const ChangeEmailInput = z.object({ email: EmailSchema, currentPassword: Proof });
export type ChangeEmailInput = z.infer<typeof ChangeEmailInput>;

export const LinkTokenInput = z.object({ token: z.string().min(1).max(200) });
export type LinkTokenInput = z.infer<typeof LinkTokenInput>;

export const ForgotPasswordInput = z.object({ email: EmailSchema });
export type ForgotPasswordInput = z.infer<typeof ForgotPasswordInput>;

export const ResetPasswordInput = LinkTokenInput.extend({ password: PasswordSchema });
export type ResetPasswordInput = z.infer<typeof ResetPasswordInput>;

export const LoginSessionOutput = z.object({
  id: z.string(),
  userAgent: z.string().nullable(),
  createdAt: z.date(),
  lastSeenAt: z.date(),
  isCurrent: z.boolean(),
});
export type LoginSessionOutput = z.infer<typeof LoginSessionOutput>;

export const ListLoginSessionsOutput = z.object({ items: z.array(LoginSessionOutput) });
export type ListLoginSessionsOutput = z.infer<typeof ListLoginSessionsOutput>;

export const RevokeLoginSessionInput = z.object({ loginSessionId: z.string().max(64) });
export type RevokeLoginSessionInput = z.infer<typeof RevokeLoginSessionInput>;

/** Values of `?error=` on the sign-in page; anything else is shown as a general failure. */
export const SIGN_IN_ERRORS = {
  // The second sentence stands there for everybody: whether an account waits for it is not told.
  CredentialsSignin:
    "The e-mail or password is not right. If you have just signed up, follow the link in our mail first.",
  Throttled: "Too many attempts. Wait a few minutes and try again.",
  Verification: "That link has expired or was already used. Ask for a new one.",
  OAuthAccountNotLinked:
    "There is already an account with this e-mail. Sign in with your password or a link first.",
  UnverifiedEmail: "The provider did not confirm your e-mail address. Sign in another way.",
  SsoRequired: "Your organisation signs in with single sign-on. Enter your e-mail and use that button.",
  SsoUnknown: "There is no single sign-on for this address. Sign in another way.",
  SsoRefused: "Your organisation does not let you in with single sign-on. Ask whoever runs it there.",
  SsoFailed: "Single sign-on did not work. Try again, or ask whoever runs it in your organisation.",
  AccessDenied: "You are not allowed to sign in.",
} as const;
export type SignInError = keyof typeof SIGN_IN_ERRORS;
