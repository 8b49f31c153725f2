package io.gatepass.matchtrader;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Secret;
import io.gatepass.core.spi.Reply;
import io.gatepass.matchtrader.BrokerApi.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The accounts at a broker's API. */
final class BrokerAccounts {
    private final BrokerCalls calls;
    private final BrokerTickets tickets;
    private final String passwordMethod;

    BrokerAccounts(BrokerCalls calls, BrokerTickets tickets, String passwordMethod) {
        this.calls = calls;
        this.tickets = tickets;
        this.passwordMethod = passwordMethod;
    }

    CreatedAccount create(NewAccount account) {
        Reply reply = calls.post(Call.CREATE).json(account.bodyFor(calls.api())).send();
        if (!reply.isSuccess()) {
            throw BrokerRefusals.creation(reply);
        }
        try {
            return created(account.email(), reply.fields());
        } catch (AuthException unreadable) {
            // Any other kind would hide a user that probably exists.
            String message = "created, it seems, but " + unreadable.getMessage();
            throw new OutcomeUnknown(message, unreadable.answer().orElse(null), unreadable);
        }
    }

    private CreatedAccount created(String email, Reply.Fields said) {
        BrokerAccount account = BrokerAccount.of(said);
        Optional<LoginTicket> ticket = said.secret("oneTimeToken")
                .map(token -> tickets.noted(email, new LoginTicket(token, Lifetime.unstated())));
        return new CreatedAccount(account, ticket);
    }

    AccountOutcome createOrGet(NewAccount account) {
        Optional<BrokerAccount> there = find(Call.BY_EMAIL, account.email());
        if (there.isPresent()) {
            return new ExistingAccount(there.get());
        }
        try {
            return create(account);
        } catch (OutcomeUnknown unknown) {
            return foundAfter(unknown, account.email());
        } catch (Rejected refusal) {
            if (refusal.ground() == Ground.ALREADY_REGISTERED) {
                return foundAfter(refusal, account.email());
            }
            throw refusal;
        }
    }

    private AccountOutcome foundAfter(AuthException failure, String email) {
        try {
            return find(Call.BY_EMAIL, email).map(ExistingAccount::new).orElseThrow(() -> failure);
        } catch (AuthException again) {
            if (again != failure) {
                failure.addSuppressed(again);
            }
            throw failure;
        }
    }

    Optional<BrokerAccount> find(Call call, String key) {
        Reply reply = calls.get(call, key).repeatable().send();
        if (reply.isSuccess()) {
            return Optional.of(BrokerAccount.of(reply.fields()));
        }
        if (reply.status() == 404 && reply.tryFields().isPresent()) {
            return Optional.empty(); // a page for people means that nothing is there at all
        }
        throw BrokerRefusals.of(reply);
    }

    void changePassword(String uuid, Secret password) {
        boolean uuidInPath = calls.api() == BrokerApi.V2;
        Reply reply = uuidInPath
                ? calls.request(passwordMethod, Call.CHANGE_PASSWORD, uuid)
                        .json(Map.of("newPassword", password))
                        .send()
                : calls.post(Call.CHANGE_PASSWORD)
                        .json(Map.of("accountUuid", uuid, "newPassword", password))
                        .send();
        if (!reply.isSuccess()) {
            throw BrokerRefusals.of(reply);
        }
    }

    List<Offer> offers() {
        Reply reply = calls.get(Call.OFFERS).repeatable().send();
        if (!reply.isSuccess()) {
            throw BrokerRefusals.of(reply);
        }
        Reply.Fields said = reply.fields();
        if (!(said.raw().get("offers") instanceof List<?>)) {
            throw reply.unexpected("field 'offers' is missing or no list");
        }
        return said.objects("offers").stream().map(Offer::of).toList();
    }
}
