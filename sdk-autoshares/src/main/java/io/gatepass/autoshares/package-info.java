/**
 * Autoshares Trader, a white label of ETNA Trader, as described on its documentation pages. Start with {@link
 * io.gatepass.autoshares.AutosharesClient}, or, for applications that the vendor has approved for OAuth, with {@link
 * io.gatepass.autoshares.AutosharesOAuth}.
 */
package io.gatepass.autoshares;
