package io.gatepass.matchtrader;

import io.gatepass.core.spi.Reply;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a user belongs at the broker.
 *
 * @param partnerId the broker's number, with its exact digits
 * @param branchUuid the branch; an offer decides it too
 * @param roleUuid the role
 * @param accountManagerUuid who manages the account
 * @param ibParentTradingAccountUuid the trading account of whoever introduced the user
 * @param crmUserScope what a user of the CRM may see
 * @param accountTypeContact whether it is a contact only
 */
public record AccountConfiguration(
        @Nullable Long partnerId,
        @Nullable String branchUuid,
        @Nullable String roleUuid,
        @Nullable String accountManagerUuid,
        @Nullable String ibParentTradingAccountUuid,
        @Nullable CrmUserScope crmUserScope,
        @Nullable Boolean accountTypeContact)
        implements AccountPart {
    static final String NAME = "accountConfiguration";

    /**
     * What a user of the CRM may see.
     *
     * @param branchScope the branches
     * @param managerPools the pools of managers
     */
    public record CrmUserScope(List<String> branchScope, List<String> managerPools) {
        /** Copies both lists. */
        public CrmUserScope {
            branchScope = List.copyOf(branchScope);
            managerPools = List.copyOf(managerPools);
        }

        private static CrmUserScope of(Reply.Fields said) {
            return new CrmUserScope(said.texts("branchScope"), said.texts("managerPools"));
        }

        private Map<String, Object> toMembers() {
            return new JsonObject()
                    .put("branchScope", branchScope)
                    .put("managerPools", managerPools)
                    .members();
        }
    }

    /** Answers hold the manager as an object where requests name one by uuid. */
    static AccountConfiguration of(Reply.Fields said) {
        var text = new Texts(said);
        String manager = text.find("accountManagerUuid");
        return new AccountConfiguration(
                said.number("partnerId").isPresent() ? said.number("partnerId").getAsLong() : null,
                text.find("branchUuid"),
                text.find("roleUuid"),
                manager != null
                        ? manager
                        : Texts.orNull(said.object("accountManager").flatMap(object -> object.text("uuid"))),
                text.find("ibParentTradingAccountUuid"),
                Texts.orNull(said.object("crmUserScope").map(CrmUserScope::of)),
                Texts.orNull(said.flag("accountTypeContact")));
    }

    @Override
    public String memberName() {
        return NAME;
    }

    @Override
    public Map<String, Object> toMembers() {
        return new JsonObject()
                .put("partnerId", partnerId)
                .put("branchUuid", branchUuid)
                .put("roleUuid", roleUuid)
                .put("accountManagerUuid", accountManagerUuid)
                .put("ibParentTradingAccountUuid", ibParentTradingAccountUuid)
                .put("crmUserScope", crmUserScope == null ? null : crmUserScope.toMembers())
                .put("accountTypeContact", accountTypeContact)
                .members();
    }
}
