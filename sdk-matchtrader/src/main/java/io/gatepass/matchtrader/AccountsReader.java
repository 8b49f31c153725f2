package io.gatepass.matchtrader;

import io.gatepass.core.Secret;
import io.gatepass.core.spi.Reply.Fields;
import io.gatepass.matchtrader.TradingAccount.TradingOffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Reads trading accounts, whose members the vendor names differently from version to version. */
final class AccountsReader {
    private AccountsReader() {}

    /** What an answer says about accounts; empty if it says nothing. Hosts in it are never read. */
    static Optional<TradingAccounts> read(Fields answer) {
        List<TradingAccount> listed = Stream.of("accounts", "tradingAccounts")
                .map(answer::objects)
                .filter(list -> !list.isEmpty())
                .findFirst()
                .or(() -> selected(answer))
                .orElse(List.of())
                .stream()
                .flatMap(account -> account(account).stream())
                .toList();
        if (!listed.isEmpty()) {
            return Optional.of(new TradingAccounts.Listed(listed));
        }
        return answer.has("accounts") || answer.has("tradingAccounts")
                ? Optional.of(new TradingAccounts.None())
                : Optional.empty();
    }

    private static Optional<List<Fields>> selected(Fields answer) {
        return Stream.of("selectedAccount", "selectedTradingAccount")
                .flatMap(name -> answer.object(name).stream())
                .findFirst()
                .map(List::of);
    }

    private static Optional<TradingAccount> account(Fields account) {
        Optional<Fields> offer = account.object("offer");
        Optional<String> system = offer.flatMap(AccountsReader::system).or(() -> system(account));
        return id(account)
                .map(id -> new TradingAccount(
                        id,
                        account.secret("tradingApiToken").filter(MatchTraderCookie::fits),
                        system,
                        accountToken(account),
                        account.text("uuid"),
                        account.text("branchUuid"),
                        account.text("created").flatMap(Timestamps::parse),
                        offer.map(AccountsReader::offer)));
    }

    private static Optional<TradingAccountId> id(Fields account) {
        OptionalLong number = account.number("tradingAccountId");
        return number.isPresent()
                ? Optional.of(TradingAccountId.of(number.getAsLong()))
                : account.text("tradingAccountId")
                        .filter(text -> !text.isBlank())
                        .map(TradingAccountId::new);
    }

    private static Optional<String> system(Fields holder) {
        return holder.object("system").flatMap(system -> system.text("uuid")).filter(TradingAccount::isUuidLike);
    }

    private static Optional<Secret> accountToken(Fields account) {
        return account.object("tradingAccountToken")
                .flatMap(nested -> nested.secret("token"))
                .or(() -> account.secret("tradingAccountToken"))
                .filter(MatchTraderCookie::fits);
    }

    private static TradingOffer offer(Fields offer) {
        return new TradingOffer(
                offer.text("uuid"),
                offer.text("name"),
                offer.text("currency"),
                offer.flag("demo"),
                offer.scalar("partnerId"));
    }
}
