/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  // Next would gzip server-sent events and hold them back; a proxy in front compresses pages if wanted.
  compress: false,
  reactStrictMode: true,
  // Types are checked by `npm run verify`; a start on a user's machine need not wait for that.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "pg",
    "pg-copy-streams",
    "@prisma/client",
    "@prisma/adapter-pg",
    "undici",
    "pino",
    "nodemailer",
    "gpt-tokenizer",
    // Its binary is found beside it.
    "esbuild",
    "@pydantic/genai-prices",
  ],
  devIndicators: false,
  headers: async () => [
    { source: "/:path*", headers: SECURITY_HEADERS },
    { source: "/nps/:file*", headers: WIDGET_HEADERS },
  ],
};

const SECURITY_HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
];

/** The widget belongs on other sites' pages. Where our own server runs, server/gateway/doors/widget-script.ts is in front. */
const WIDGET_HEADERS = [
  { key: "Access-Control-Allow-Origin", value: "*" },
  { key: "Cross-Origin-Resource-Policy", value: "cross-origin" },
  { key: "Cache-Control", value: "public, max-age=300" },
];

export default config;
