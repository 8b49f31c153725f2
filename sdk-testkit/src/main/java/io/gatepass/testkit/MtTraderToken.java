package io.gatepass.testkit;

import java.util.List;

/**
 * A personal token.
 *
 * @param token its value
 * @param account the only account it is good for
 * @param resources what it may read and trade on
 */
record MtTraderToken(String token, MtAccount account, List<String> resources) {}
