package io.gatepass.testkit;

import io.gatepass.testkit.FakeMatchTrader.Mail;
import io.gatepass.testkit.FakeMatchTrader.Offer;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What the platform host offers besides sign-in: its details, registration, passwords. */
final class MtUsers {
    static final int SHORTEST_PASSWORD = 8;

    private final MtState state;
    private final MtViews views;

    MtUsers(MtState state, MtViews views) {
        this.state = state;
        this.views = views;
    }

    FakeAnswer details(FakeRequest request) {
        return MtAnswers.ok(FakeJson.object(
                "partnerId", views.partnerId(), "platformUrl", state.platformUrl, "brokerName", "Example Broker"));
    }

    FakeAnswer register(FakeRequest request) {
        return MtAnswers.onForm(request, form -> {
            Optional<FakeAnswer> problem = form.firstMissing("offerId", "email", "password", "partnerId")
                    .map(MtAnswers::missing)
                    .or(() -> invalid(form));
            return problem.orElseGet(() -> registered(form));
        });
    }

    private Optional<FakeAnswer> invalid(MtForm form) {
        if (isShort(form.text("password").orElse(""))) {
            return Optional.of(MtAnswers.error(400, "password is too short"));
        }
        if (!form.text("partnerId").orElse("").equals(state.brokerId)) {
            return Optional.of(MtAnswers.error(400, "partnerId is unknown"));
        }
        if (state.offer(form.text("offerId").orElse("")).isEmpty()) {
            return Optional.of(MtAnswers.error(400, "offerId is unknown"));
        }
        if (form.has("dateOfBirth") && !isDate(form.text("dateOfBirth").orElse(""))) {
            return Optional.of(MtAnswers.error(400, "dateOfBirth is not a date"));
        }
        boolean taken = state.byEmail(form.text("email").orElse("")).isPresent();
        return taken ? Optional.of(MtAnswers.error(409, "User already exists")) : Optional.empty();
    }

    static boolean isShort(String password) {
        return password.codePointCount(0, password.length()) < SHORTEST_PASSWORD;
    }

    static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private FakeAnswer registered(MtForm form) {
        Offer offer = state.offer(form.text("offerId").orElse("")).orElseThrow();
        MtUser user = state.addUser(
                form.text("email").orElse(""), form.text("password").orElse(""));
        form.fields().forEach((name, value) -> {
            if (!name.equals("password")) {
                user.form.put(String.valueOf(name), MtForm.asSent(value));
            }
        });
        state.addAccount(user, offer);
        return MtAnswers.ok(FakeJson.object("token", state.issueOneTime(user, state.oneTimeLife).token));
    }

    /** Answers the same whether or not there is such a user. */
    FakeAnswer requestReset(FakeRequest request) {
        return MtAnswers.onForm(request, form -> {
            Optional<String> missing = form.firstMissing("partnerId", "email", "systemLink");
            if (missing.isPresent()) {
                return MtAnswers.missing(missing.get());
            }
            boolean here = form.text("partnerId").orElse("").equals(state.brokerId);
            state.byEmail(form.text("email").orElse("")).filter(user -> here).ifPresent(user -> {
                String token = state.issue("reset-token", user.email);
                state.mails.add(new Mail(user.email, form.text("systemLink").orElse("") + "?token=" + token, token));
            });
            return FakeAnswer.empty(200);
        });
    }

    FakeAnswer changePassword(FakeRequest request) {
        Optional<MtSession> session = state.session(MtCookies.value(request, MtCookies.SESSION));
        if (session.isEmpty()) {
            return MtAnswers.refusedSession(state);
        }
        MtUser user = session.get().user;
        return MtAnswers.onForm(request, form -> {
            Optional<String> missing = form.firstMissing("currentPassword", "newPassword");
            if (missing.isPresent()) {
                return MtAnswers.missing(missing.get());
            }
            if (!user.password.equals(form.text("currentPassword").orElse(""))) {
                return MtAnswers.error(400, "Invalid current password");
            }
            String next = form.text("newPassword").orElse("");
            if (isShort(next)) {
                return MtAnswers.error(400, "newPassword is too short");
            }
            user.password = next;
            return FakeAnswer.empty(200);
        });
    }
}
