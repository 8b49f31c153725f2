/** Programs a newcomer runs first. */
@NullMarked
package io.gatepass.examples;

import org.jspecify.annotations.NullMarked;
