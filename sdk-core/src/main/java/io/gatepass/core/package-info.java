/**
 * What an application holds: tokens, sessions, the typed outcome of a sign-in, and seven kinds of error.
 *
 * <p>Start with {@link io.gatepass.core.TokenSession}. A platform's own facade creates it; nothing here names a
 * platform.
 */
package io.gatepass.core;
