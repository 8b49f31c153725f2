package io.gatepass.matchtrader;

/** How a login says which broker's trader it is. */
public enum BrokerIdForm {
    /** As a JSON string, which is documented. */
    TEXT,
    /** As a JSON number, which some platforms want. */
    NUMBER,
    /** Not at all, which the platforms of some single brokers want. */
    LEFT_OUT
}
