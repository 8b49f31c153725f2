package io.gatepass.matchtrader;

import io.gatepass.core.spi.Reply;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a user came from.
 *
 * @param statusUuid the status of the lead
 * @param source the source
 * @param providerUuid who provided it
 * @param becomeActiveClientTime when the user became an active client
 */
public record LeadDetails(
        @Nullable String statusUuid,
        @Nullable String source,
        @Nullable String providerUuid,
        @Nullable Instant becomeActiveClientTime)
        implements AccountPart {
    static final String NAME = "leadDetails";

    static LeadDetails of(Reply.Fields said) {
        var text = new Texts(said);
        return new LeadDetails(
                text.find("statusUuid"),
                text.find("source"),
                text.find("providerUuid"),
                Texts.orNull(said.text("becomeActiveClientTime").flatMap(Timestamps::parse)));
    }

    @Override
    public String memberName() {
        return NAME;
    }

    @Override
    public Map<String, Object> toMembers() {
        return new JsonObject()
                .put("statusUuid", statusUuid)
                .put("source", source)
                .put("providerUuid", providerUuid)
                .put("becomeActiveClientTime", Timestamps.text(becomeActiveClientTime))
                .members();
    }
}
