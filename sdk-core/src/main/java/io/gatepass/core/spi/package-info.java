/**
 * For authors of platform modules: make a token, renew a token, place a token, and a safe way to exchange JSON.
 *
 * <p>An application never needs this package.
 */
package io.gatepass.core.spi;
