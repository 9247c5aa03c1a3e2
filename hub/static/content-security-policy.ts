import { createHash } from 'node:crypto';

/** The style attribute of SvelteKit's route announcer, which is the only one in the app. */
const ANNOUNCER_STYLE = "'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='";

/** Svelte's templates; engine's worker addresses; device's service worker address. */
const PAGE_POLICIES = ['svelte-trusted-html', 'tongzhen-worker', 'tongzhen-service-worker'];
/** ONNX Runtime starts its own threads by plain addresses, so inside a worker a default policy stands. */
const WORKER_POLICIES = ['default', 'tongzhen-worker'];

const SCRIPT = /<script(?<attributes>[^>]*)>(?<code>[\s\S]*?)<\/script>/g;

/**
 * The content security policy of one page, with the hash of each inline script in it: the boot
 * script differs from build to build, and a page with any other inline script does not run it.
 */
export function pagePolicy(html: string): string {
  const hashes = [...html.matchAll(SCRIPT)]
    .filter(({ groups }) => !/\ssrc\s*=/.test(groups?.attributes ?? ''))
    .map(
      ({ groups }) =>
        `'sha256-${createHash('sha256')
          .update(groups?.code ?? '')
          .digest('base64')}'`
    );
  return policy(hashes, PAGE_POLICIES);
}

/** The policy of everything that is not a page; it matters where the file starts a worker. */
export const WORKER_POLICY = policy([], WORKER_POLICIES);

function policy(scriptHashes: readonly string[], trustedTypes: readonly string[]): string {
  return [
    "default-src 'none'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...scriptHashes].join(' '),
    "style-src 'self'",
    `style-src-attr 'unsafe-hashes' ${ANNOUNCER_STYLE}`,
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${trustedTypes.join(' ')}`
  ].join('; ');
}
