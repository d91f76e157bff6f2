/** A Worker invocation may await response headers on six connections at once (Workers limits). */
export const CONNECTIONS_PER_INVOCATION = 6;
