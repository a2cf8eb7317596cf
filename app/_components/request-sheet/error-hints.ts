/** What to do about an error, for those where something can be done; the message itself says what happened. */
const HINTS: Readonly<Record<string, string>> = {
  all_providers_failed:
    "See which models were tried under Trace. A fallback on another provider keeps this from reaching your users.",
  budget_exhausted:
    "No provider was called. Raise the budget under Settings, Limits, or wait until it renews; a smaller max_tokens reserves less.",
  client_closed:
    "Your code or its user ended the connection before the answer was complete. Tokens up to then are counted.",
  firewall_blocked:
    "What was found and where is under Details. A stopped request reached no provider; a stopped answer did, and is paid for.",
  invalid_request: "Correct the request as the message says; sending it again unchanged fails again.",
  invalid_key: "The key is unknown or was revoked. Create one under Keys.",
  key_expired: "The key has passed its expiry date. Create another one under Keys.",
  model_not_allowed: "This key has a list of models, and this one is not on it.",
  permission_denied: "The key lacks the permission for this call. Keys get theirs when they are created.",
  quota_exhausted:
    "No provider was called. A larger plan goes on at once; this one begins anew with the month.",
  rate_limited:
    "No provider was called. Retry after the seconds in Retry-After; SDKs do so by themselves. What is left is shown under Settings, Limits.",
  stream_truncated: "The provider broke off in the middle of its answer; what had arrived was passed on.",
  upstream_rate_limited:
    "The provider limits this provider key. A fallback on another provider or a second key avoids it.",
  upstream_rejected:
    "The provider refused the request. It is not tried again elsewhere, as the request itself is at fault.",
  upstream_timeout:
    "The provider was too slow. A fallback model answers instead when one is set on the route.",
};

export function errorHint(code: string | null): string | null {
  return code === null ? null : (HINTS[code] ?? null);
}
