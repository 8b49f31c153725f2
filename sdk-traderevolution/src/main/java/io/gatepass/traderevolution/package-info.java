/**
 * TraderEvolution has two unrelated HTTP APIs. {@link io.gatepass.traderevolution.TraderEvolutionBackOffice} is for a
 * broker's own systems, as in the vendor's guide to the BackOffice REST API; {@link
 * io.gatepass.traderevolution.TraderEvolutionClient} is for traders, as in its guide to the Client API. Each installation
 * describes its calls in full on its own Swagger page.
 */
package io.gatepass.traderevolution;
