import google from "next-auth/providers/google";
import type { OAuthConfig, Provider } from "next-auth/providers/index";
import { env } from "@/server/env";
import { type GithubPerson, readGithubPerson } from "./github-person";
import { interopDefault } from "./interop-default";

const TIMEOUT_MS = 10_000;
const CHECKS: ("pkce" | "state")[] = ["pkce", "state"];

/** Linking an identity to the account of its e-mail is decided by the signIn callback, not by this flag alone. */
const COMMON = {
  allowDangerousEmailAccountLinking: true,
  checks: CHECKS,
  httpOptions: { timeout: TIMEOUT_MS },
};

/** Google and GitHub where this installation has credentials for them. */
export function oauthProviders(): Provider[] {
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET } = env();
  const providers: Provider[] = [];
  if (GOOGLE_CLIENT_ID !== undefined && GOOGLE_CLIENT_SECRET !== undefined) {
    const credentials = { clientId: GOOGLE_CLIENT_ID, clientSecret: GOOGLE_CLIENT_SECRET };
    providers.push(interopDefault(google)({ ...COMMON, ...credentials }));
  }
  if (GITHUB_CLIENT_ID !== undefined && GITHUB_CLIENT_SECRET !== undefined) {
    providers.push(githubProvider(GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET));
  }
  return providers;
}

/** next-auth's own GitHub provider takes addresses that GitHub has not verified; this one does not. */
function githubProvider(clientId: string, clientSecret: string): OAuthConfig<GithubPerson> {
  return {
    ...COMMON,
    id: "github",
    name: "GitHub",
    type: "oauth",
    issuer: "https://github.com/login/oauth",
    authorization: {
      url: "https://github.com/login/oauth/authorize",
      params: { scope: "read:user user:email" },
    },
    token: "https://github.com/login/oauth/access_token",
    userinfo: { request: ({ tokens }) => readGithubPerson(tokens.access_token ?? "", TIMEOUT_MS) },
    profile: ({ sub, name, email, image }) => ({ id: sub, name, email, image }),
    clientId,
    clientSecret,
  };
}
