/**
 * TradeTechSolutions, as described in its help centre, article 13389960. Start with {@link io.gatepass.tts.TtsClient}.
 */
package io.gatepass.tts;
