package io.gatepass.testkit;

import io.gatepass.testkit.FakeMatchTraderSettings.AccountList;
import io.gatepass.testkit.FakeMatchTraderSettings.OneTimeAnswer;
import io.gatepass.testkit.FakeMatchTraderSettings.RefreshAnswer;
import io.gatepass.testkit.FakeMatchTraderSettings.Refusal;
import io.gatepass.testkit.FakeMatchTraderSettings.TokenPlace;

/** How answers look. Guarded by the server's lock. */
final class MtSettings {
    TokenPlace tokenPlace = TokenPlace.BOTH;
    RefreshAnswer refreshAnswer = RefreshAnswer.EMPTY;
    AccountList accountList = AccountList.BY_PATH;
    Refusal refusal = Refusal.PLAIN;
    OneTimeAnswer oneTimeAnswer = OneTimeAnswer.OBJECT;

    /** JSON, in which {@code {end}} stands for the true end in seconds; empty to leave the claim out. */
    String expClaim = "{end}";

    String cookieAttributes = "; HttpOnly";
    String passwordMethod = "POST";
    String traderHeader = "Authorization";
    String traderPrefix = "Bearer ";

    /** Renewals an hour for each session; 0 for any number. */
    int refreshBudget;
}
