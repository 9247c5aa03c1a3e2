// The app is rendered in the browser alone: one shell for every address, stored on the tablet, whose
// only inline script is the one that the content security policy names by its hash.
export const ssr = false;
export const prerender = false;
