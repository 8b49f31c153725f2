/** The bridge to OkHttp: the only public place where {@code okhttp3} types appear. */
package io.gatepass.core.okhttp;
