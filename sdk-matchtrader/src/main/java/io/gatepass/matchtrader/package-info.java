/**
 * Match-Trader, as described at docs.match-trade.com and in the vendor's guide to single sign-on. Start with {@link
 * io.gatepass.matchtrader.MatchTraderPlatform} on the trader's side, with {@link
 * io.gatepass.matchtrader.MatchTraderBroker} on the broker's, and with {@link io.gatepass.matchtrader.MatchTraderSso} to
 * hand a browser over.
 */
package io.gatepass.matchtrader;
