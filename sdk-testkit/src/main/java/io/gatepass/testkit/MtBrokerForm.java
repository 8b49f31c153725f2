package io.gatepass.testkit;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is wrong with the form of a user: absent, empty, null and wrongly typed fields. Fields it does not know pass. */
final class MtBrokerForm {
    static final List<String> SECTIONS = List.of(
            "personalDetails",
            "contactDetails",
            "accountConfiguration",
            "addressDetails",
            "bankingDetails",
            "leadDetails");

    private static final Set<String> CLIENT_TYPES = Set.of("RETAIL", "PROFESSIONAL", "EXPERIENCED");
    private static final Predicate<Object> BOOLEAN = Boolean.class::isInstance;
    private static final Predicate<Object> OBJECT = Map.class::isInstance;
    private static final Predicate<Object> LIST = List.class::isInstance;
    private static final Predicate<Object> TEXT = String.class::isInstance;

    private static final Map<String, Predicate<Object>> TYPES = Map.ofEntries(
            Map.entry("email", TEXT),
            Map.entry("password", TEXT),
            Map.entry("offerUuid", MtBrokerForm::isUuid),
            Map.entry("clientType", value -> value instanceof String type && CLIENT_TYPES.contains(type)),
            Map.entry("createAsDepositedAccount", BOOLEAN),
            Map.entry("personalDetails", OBJECT),
            Map.entry("personalDetails.dateOfBirth", MtBrokerForm::isDate),
            Map.entry("personalDetails.passport", OBJECT),
            Map.entry("contactDetails", OBJECT),
            Map.entry("contactDetails.toContact", OBJECT),
            Map.entry("contactDetails.toContact.toContactDate", MtBrokerForm::isDateTime),
            Map.entry("contactDetails.toContact.alreadyContacted", BOOLEAN),
            Map.entry("accountConfiguration", OBJECT),
            Map.entry("accountConfiguration.partnerId", Double.class::isInstance),
            Map.entry("accountConfiguration.branchUuid", MtBrokerForm::isUuid),
            Map.entry("accountConfiguration.roleUuid", MtBrokerForm::isUuid),
            Map.entry("accountConfiguration.accountManagerUuid", MtBrokerForm::isUuid),
            Map.entry("accountConfiguration.ibParentTradingAccountUuid", MtBrokerForm::isUuid),
            Map.entry("accountConfiguration.crmUserScope", OBJECT),
            Map.entry("accountConfiguration.crmUserScope.branchScope", LIST),
            Map.entry("accountConfiguration.crmUserScope.managerPools", LIST),
            Map.entry("accountConfiguration.accountTypeContact", BOOLEAN),
            Map.entry("addressDetails", OBJECT),
            Map.entry("bankingDetails", OBJECT),
            Map.entry("leadDetails", OBJECT),
            Map.entry("leadDetails.statusUuid", MtBrokerForm::isUuid),
            Map.entry("leadDetails.providerUuid", MtBrokerForm::isUuid),
            Map.entry("leadDetails.becomeActiveClientTime", MtBrokerForm::isDateTime));

    private MtBrokerForm() {}

    private static boolean isUuid(Object value) {
        return parses(value, UUID::fromString);
    }

    private static boolean isDate(Object value) {
        return parses(value, LocalDate::parse);
    }

    private static boolean isDateTime(Object value) {
        return parses(value, OffsetDateTime::parse);
    }

    private static boolean parses(Object value, Parser parser) {
        try {
            return value instanceof String text && parser.parse(text) != null;
        } catch (IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }

    private interface Parser {
        @Nullable Object parse(String text);
    }

    /** Refuses nulls with 500, empty texts and wrong types with 400, as the real hosts do. */
    static void check(MtForm form) {
        check("", form.fields());
        MtForm contact = form.object("contactDetails");
        if (contact.has("toContact") && !contact.object("toContact").has("alreadyContacted")) {
            throw new MtProblem(400, "contactDetails.toContact.alreadyContacted must not be null");
        }
    }

    private static void check(String prefix, Map<?, ?> fields) {
        fields.forEach((name, value) -> {
            String path = prefix + name;
            if (value == null) {
                throw new MtProblem(500, "Internal application error");
            }
            if (value.equals("") || !TYPES.getOrDefault(path, any -> true).test(value)) {
                throw new MtProblem(400, path + " is invalid");
            }
            if (value instanceof Map<?, ?> inner) {
                check(path + ".", inner);
            }
        });
    }

    static void checkRequired(MtForm form) {
        require(form, "", "email", "password");
        require(form.object("personalDetails"), "personalDetails.", "firstname", "lastname");
    }

    static void require(MtForm form, String prefix, String... names) {
        form.firstMissing(names).ifPresent(name -> {
            throw new MtProblem(400, prefix + name + " must not be empty");
        });
    }
}
