package io.gatepass.core.spi;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A platform's answer, whatever its status: read by field name, and turned into the error that fits.
 *
 * <p>Raw accessors such as {@link #messages()} are for classifying; what leaves in an exception is scrubbed of every
 * secret that was sent and of everything that looks like one. For use by one thread.
 */
public final class Reply {
    private final Answer answer;
    private final Asked asked;
    private final AnswerBody body;
    private @Nullable Scrubber scrubber;

    Reply(Answer answer, Asked asked) {
        this.answer = answer;
        this.asked = asked;
        this.body = new AnswerBody(answer);
    }

    /** The HTTP status. */
    public int status() {
        return answer.status();
    }

    /** Whether the status is 200 to 299. */
    public boolean isSuccess() {
        return status() / 100 == 2;
    }

    /** A header, the last of several; for {@code Retry-After} see {@link #retryAfter()}. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(answer.headers().get(name));
    }

    /** Whether the answer is a page for people: by its type, or by how its body begins. */
    public boolean isHtml() {
        return body.isHtml();
    }

    /** Whether there is no body, or only white space. */
    public boolean isEmpty() {
        return body.isEmpty();
    }

    /**
     * The body as a JSON object.
     *
     * @throws AuthException misconfigured if it is HTML, lost as a failed server's if cut off, else unexpected
     */
    public Fields fields() {
        return tryFields().orElseThrow(() -> Failures.noObject(this, "a JSON object"));
    }

    /** The body as a JSON object; empty if it is anything else. */
    public Optional<Fields> tryFields() {
        return body.object().map(members -> new Fields(members, "", this));
    }

    /** The objects of a JSON array, without elements of other types; fails as {@link #fields()} does. */
    public List<Fields> list() {
        List<?> elements = body.array().orElseThrow(() -> Failures.noObject(this, "a JSON array"));
        return Fields.objectsOf(elements, "[]", this);
    }

    /** The body if it is a bare JSON string, or a short plain text; empty otherwise. */
    public Optional<Secret> bareText() {
        return body.bareText().map(Secret::of);
    }

    /** Every {@code Set-Cookie} that is valid for the host that sent it. */
    public List<Cookie> cookies() {
        return CookieReader.read(answer, this::endsAfter, this::endsAt);
    }

    /** When something ends that lasts {@code life}, counted from the sending of the request. */
    public Instant endsAfter(Duration life) {
        return asked.sentAt().plus(life);
    }

    /** A time on the platform's clock as one on this machine's; the answer's {@code Date} tells how far they differ. */
    public Instant endsAt(Instant platformTime) {
        return HttpTimes.date(answer.headers().get("Date"))
                .map(date -> endsAfter(Duration.between(date, platformTime)))
                .orElse(platformTime);
    }

    /** How long the platform asks to wait; empty if it does not say, or not plausibly. */
    public Optional<Duration> retryAfter() {
        Instant now = HttpTimes.date(answer.headers().get("Date")).orElse(asked.sentAt());
        return HttpTimes.retryAfter(answer.headers().get(OnceInterceptor.RETRY_AFTER), now);
    }

    /** Every text in a JSON body by the path of its field, in the platform's order, unscrubbed: for classifying only. */
    public Map<String, List<String>> messages() {
        return Flattener.flatten(body.json());
    }

    /** What fits this answer by its status alone: start from here, once the body has been looked at. */
    public AuthException failure() {
        return Failures.byStatus(this);
    }

    /** A refusal; its field errors are this answer's messages. */
    public Rejected rejected(Ground ground, String message) {
        return new Rejected(ground, message, safe());
    }

    /** An answer that does not fit; {@code problem} names the field, never its value. */
    public UnexpectedResponse unexpected(String problem) {
        return new UnexpectedResponse(describe(problem), safe());
    }

    /** An answer that shows a wrong setting. */
    public Misconfigured misconfigured(String problem) {
        return new Misconfigured(describe(problem), safe(), null);
    }

    /** An answer that ends the session. */
    public ReauthenticationRequired reauthentication(String message) {
        return new ReauthenticationRequired(message, safe(), null);
    }

    /** A message about this answer: which call, which status, {@code problem}, and a safe line about the body. */
    public String describe(String problem) {
        return asked.name() + " at " + answer.url().host() + " answered " + status() + ": " + problem + " ("
                + body.excerpt(scrubber()) + ")";
    }

    /** What is safe to show of it, for an exception of a kind that has no method here. */
    public AuthException.Answer safe() {
        return new AuthException.Answer(
                status(),
                scrubber().clean(messages()),
                scrubber().telling(answer.headers()),
                body.excerpt(scrubber()),
                retryAfter());
    }

    Scrubber scrubber() {
        if (scrubber == null) {
            scrubber = new Scrubber(asked.secrets());
        }
        return scrubber;
    }

    Asked asked() {
        return asked;
    }

    Answer answer() {
        return answer;
    }

    String bodyText() {
        return body.text();
    }

    /**
     * A cookie the platform set.
     *
     * @param name its name
     * @param value its value
     * @param domain the host it belongs to, or the parent domain if not {@code hostOnly}
     * @param hostOnly whether sub-domains are excluded
     * @param path the path it belongs to
     * @param secure whether it may travel encrypted only
     * @param lifetime until when; already past if the platform deletes it, unstated for the browser session
     */
    public record Cookie(
            String name,
            Secret value,
            String domain,
            boolean hostOnly,
            String path,
            boolean secure,
            Lifetime lifetime) {}

    /**
     * A JSON object, read by name. Optional accessors are lenient: absent, null and another type are all empty. Required
     * ones fail naming the field. Numbers keep their exact digits.
     */
    public static final class Fields {
        private final Map<?, ?> members;
        private final String path;
        private final @Nullable Reply reply;

        Fields(Map<?, ?> members, String path, @Nullable Reply reply) {
            this.members = members;
            this.path = path;
            this.reply = reply;
        }

        /** Reads a JSON object from somewhere else than an answer's body; empty if it is none. */
        public static Optional<Fields> parse(String json) {
            return AnswerBody.asObject(JsonText.parse(ByteString.encodeUtf8(json)))
                    .map(members -> new Fields(members, "", null));
        }

        static List<Fields> objectsOf(List<?> elements, String path, @Nullable Reply reply) {
            return elements.stream()
                    .filter(Map.class::isInstance)
                    .map(element -> new Fields((Map<?, ?>) element, path + ".", reply))
                    .toList();
        }

        /** Whether the member is there, even as null. */
        public boolean has(String name) {
            return members.containsKey(name);
        }

        /** A string. */
        public Optional<String> text(String name) {
            return member(name, String.class);
        }

        /** A string or a number, as text with its exact digits. */
        public Optional<String> scalar(String name) {
            return text(name).or(() -> member(name, Number.class).map(Object::toString));
        }

        /** A non-blank string. */
        public Optional<Secret> secret(String name) {
            return text(name).filter(value -> !value.isBlank()).map(Secret::of);
        }

        /** A non-blank string, or {@link AuthException.UnexpectedResponse} naming the field. */
        public String requireText(String name) {
            return text(name).filter(value -> !value.isBlank()).orElseThrow(() -> missing(name));
        }

        /** A non-blank string that a header can carry, or {@link AuthException.UnexpectedResponse} naming the field. */
        public Secret requireSecret(String name) {
            return secret(name).filter(AnswerBody::fitsHeader).orElseThrow(() -> missing(name));
        }

        private UnexpectedResponse missing(String name) {
            String problem = "field '" + path + name + "' is missing or not usable";
            return reply == null ? new UnexpectedResponse(problem, null) : reply.unexpected(problem);
        }

        /** A boolean. */
        public Optional<Boolean> flag(String name) {
            return member(name, Boolean.class);
        }

        /** A whole number within the range of {@code long}. */
        public OptionalLong number(String name) {
            return member(name, Number.class).map(AnswerBody::wholeNumber).orElse(OptionalLong.empty());
        }

        /** A whole number of seconds, from 1 up to 2³¹-1; anything else is empty. */
        public Optional<Duration> seconds(String name) {
            OptionalLong number = number(name);
            return number.isPresent() && number.getAsLong() > 0 && number.getAsLong() <= Integer.MAX_VALUE
                    ? Optional.of(Duration.ofSeconds(number.getAsLong()))
                    : Optional.empty();
        }

        /** An object. */
        public Optional<Fields> object(String name) {
            return member(name, Map.class).map(nested -> new Fields(nested, path + name + ".", reply));
        }

        /** The objects of an array; empty if there is no array. */
        public List<Fields> objects(String name) {
            return member(name, List.class)
                    .map(elements -> objectsOf(elements, path + name + "[]", reply))
                    .orElse(List.of());
        }

        /** The strings of an array, or a single string as the only one. */
        public List<String> texts(String name) {
            return Flattener.texts(members.get(name));
        }

        /** All members: strings, {@code BigDecimal}s, booleans, nulls, maps and lists; not modifiable. */
        public Map<String, Object> raw() {
            return AnswerBody.unmodifiable(members);
        }

        private <V> Optional<V> member(String name, Class<V> type) {
            Object value = members.get(name);
            return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
        }
    }
}
