interface Policy {
  createScriptURL(url: string): unknown;
}
interface Factory {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): Policy;
}

let policy: Policy | undefined;

/** The address of one of our own workers, as Trusted Types wants it; any other origin is a bug and throws. */
export function trustedWorkerUrl(url: string): string {
  const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
  if (!factory) return url;
  policy ??= factory.createPolicy('tongzhen-worker', {
    createScriptURL: (address) => {
      if (new URL(address, location.href).origin !== location.origin)
        throw new TypeError('a worker of another origin');
      return address;
    }
  });
  return policy.createScriptURL(url) as string;
}
