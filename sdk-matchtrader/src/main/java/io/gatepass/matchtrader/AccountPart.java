package io.gatepass.matchtrader;

import java.util.Map;

/**
 * What a broker knows of a user, part by part: filled in for {@link NewAccount}, read from a {@link BrokerAccount}. Null is
 * what is not known.
 */
public sealed interface AccountPart
        permits PersonalDetails, ContactDetails, AccountConfiguration, AddressDetails, BankingDetails, LeadDetails {
    /** The name of the part in the vendor's JSON. */
    String memberName();

    /** What is known, by the vendor's names. */
    Map<String, Object> toMembers();
}
