interface ScriptUrlPolicy {
  createScriptURL(url: string): unknown;
}
interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptUrlPolicy;
}

/**
 * Makes the one service worker address acceptable where Trusted Types are enforced; any other
 * address is refused. Without Trusted Types (Firefox, Safari before 26) the address is used as it is.
 */
export function trustedServiceWorkerUrl(url: string): string {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
  if (!factory) return url;
  const policy = factory.createPolicy('tongzhen-service-worker', {
    createScriptURL(wanted) {
      if (wanted !== url) throw new TypeError('only the service worker of the app itself');
      return wanted;
    }
  });
  // register() takes the trusted object; TypeScript's DOM types know only the text.
  return policy.createScriptURL(url) as string;
}
