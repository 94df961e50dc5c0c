package io.fastdfs.cli;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes flat facts as JSON. */
final class Json {
    private Json() {}

    static String object(Map<String, ?> members) {
        return members.entrySet().stream()
                .map(member -> string(member.getKey()) + ":" + value(member.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(Object value) {
        return switch (value) {
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            case Collection<?> list -> list.stream().map(Json::value).collect(Collectors.joining(",", "[", "]"));
            case Raw(String json) -> json;
            default -> string(value.toString());
        };
    }

    /** Text that is JSON already. */
    record Raw(String json) {}

    private static String string(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                default -> {
                    if (c < 0x20) {
                        quoted.append(String.format("\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
