package io.gatepass.autoshares;

import io.gatepass.core.spi.Reply;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a broker asks a new user: fields in units, both different from broker to broker.
 *
 * @param units the units, in the platform's order
 */
public record AutosharesSchema(List<Unit> units) {
    /** Keeps a copy of the list. */
    public AutosharesSchema {
        units = List.copyOf(units);
    }

    /**
     * A group of fields.
     *
     * @param name what the registration calls it, such as {@code Credentials}
     * @param fields its fields, in the platform's order
     */
    public record Unit(String name, List<Field> fields) {}

    /**
     * One field.
     *
     * @param name what the registration calls it, such as {@code Email}
     * @param required whether the broker insists on it
     * @param options what may be chosen; empty if anything may be written
     */
    public record Field(String name, boolean required, List<String> options) {}

    static AutosharesSchema of(Reply reply) {
        List<Unit> units = reply.list().stream()
                .map(unit -> new Unit(
                        unit.requireText("UnitName"),
                        unit.objects("Fields").stream()
                                .map(AutosharesSchema::field)
                                .toList()))
                .toList();
        if (units.isEmpty()) {
            throw reply.unexpected("a registration schema without units");
        }
        return new AutosharesSchema(units);
    }

    private static Field field(Reply.Fields said) {
        return new Field(said.requireText("FieldName"), said.flag("Required").orElse(false), said.texts("Options"));
    }

    /** The required fields as {@code Unit.Field}. */
    Stream<String> required() {
        return units.stream()
                .flatMap(unit ->
                        unit.fields().stream().filter(Field::required).map(field -> unit.name() + "." + field.name()));
    }
}
