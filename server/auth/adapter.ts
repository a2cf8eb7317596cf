import type { Adapter, AdapterAccount, AdapterUser } from "next-auth/adapters";
import {
  findPersonByAccount,
  findPersonByEmail,
  findPersonById,
  linkAccount,
  markEmailVerified,
  type PersonRow,
  signUpVerified,
  storeVerificationToken,
  takeVerificationToken,
  type Visit,
} from "@/server/modules/identity";

/** What next-auth needs of our tables for links and providers; login sessions are kept by the callbacks. */
export function authAdapter(visit: Visit) {
  return {
    getUser: async (id) => toAdapterUser(await findPersonById(id)),
    getUserByEmail: async (email) => toAdapterUser(await findPersonByEmail(email)),
    getUserByAccount: async ({ provider, providerAccountId }) =>
      toAdapterUser(await findPersonByAccount(provider, providerAccountId)),
    // Only reached with an e-mail that a link or, by the signIn callback, a provider has proved.
    createUser: async ({ email, name = null, image = null }: Omit<AdapterUser, "id">) =>
      present(await signUpVerified(visit, { email: email.toLowerCase(), name, image })),
    updateUser: async ({ id }) => present(await markEmailVerified(id, visit.now)),
    linkAccount: ({ userId, provider, providerAccountId }: AdapterAccount) =>
      linkAccount(userId, provider, providerAccountId),
    createVerificationToken: async ({ identifier, token, expires }) => {
      await storeVerificationToken(identifier, token, expires);
      return { identifier, token, expires };
    },
    useVerificationToken: async ({ identifier, token }) => {
      const expires = await takeVerificationToken(identifier, token);
      return expires === null ? null : { identifier, token, expires };
    },
  } satisfies Adapter;
}

function toAdapterUser(person: PersonRow | null): AdapterUser | null {
  return person === null ? null : present(person);
}

function present({ id, email, name, image, emailVerifiedAt }: PersonRow): AdapterUser {
  return { id, email, name, image, emailVerified: emailVerifiedAt };
}
