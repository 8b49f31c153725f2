package io.gatepass.core.spi;

import io.gatepass.core.Secret;
import java.time.Instant;
import java.util.Collection;

/**
 * What an answer has to know of its question.
 *
 * @param name method and path, without values
 * @param repeatable whether asking again does no harm
 * @param sentAt when it was sent, by this machine's wall clock
 * @param secrets all that was sent and must not come back in a message
 */
record Asked(String name, boolean repeatable, Instant sentAt, Collection<Secret> secrets) {}
