package com.matrixos.base.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/// One setting: an environment variable with a type, a default and a sentence that says what it is for.
///
/// @param name the environment variable
/// @param defaultText what stands when nothing is set, in the form an operator would write it
/// @param description one sentence, lower case, without a full stop
/// @param secret whether its value must never be printed
/// @param parser turns text into the value; throws [IllegalArgumentException] with the reason when it
/// cannot
public record Setting<T>(
        String name, String defaultText, String description, boolean secret, Function<String, T> parser) {

    /// Any text.
    public static Setting<String> text(String name, String defaultText, String description) {
        return new Setting<>(name, defaultText, description, false, Function.identity());
    }

    /// A text that is never printed; empty means "not set".
    public static Setting<String> secret(String name, String description) {
        return new Setting<>(name, "", description, true, Function.identity());
    }

    /// A TCP port, 0 (any free one) to 65535.
    public static Setting<Integer> port(String name, int defaultPort, String description) {
        return whole(name, defaultPort, 0, 65_535, description);
    }

    /// A whole number within bounds, both inclusive.
    public static Setting<Integer> whole(String name, int defaultNumber, int least, int most, String description) {
        return new Setting<>(name, Integer.toString(defaultNumber), description, false, text -> {
            int number;
            try {
                number = Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("must be a whole number", e);
            }
            if (number < least || number > most) {
                throw new IllegalArgumentException("must be between " + least + " and " + most);
            }
            return number;
        });
    }

    /// `true` or `false`.
    public static Setting<Boolean> flag(String name, boolean defaultFlag, String description) {
        return new Setting<>(name, Boolean.toString(defaultFlag), description, false, text -> switch (text.toLowerCase(
                Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        });
    }

    /// A length of time with its unit: `250ms`, `30s`, `5m`, `2h`. Longer than nothing.
    public static Setting<Duration> duration(String name, String defaultText, String description) {
        return new Setting<>(name, defaultText, description, false, Setting::parseDuration);
    }

    /// A path in the file system; relative ones are taken from the working directory.
    public static Setting<Path> path(String name, String defaultText, String description) {
        return new Setting<>(
                name,
                defaultText,
                description,
                false,
                text -> Path.of(text).toAbsolutePath().normalize());
    }

    /// An absolute `http` or `https` address without query or fragment.
    public static Setting<URI> url(String name, String defaultText, String description) {
        return new Setting<>(name, defaultText, description, false, text -> {
            URI uri = URI.create(text);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!http || uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
                throw new IllegalArgumentException("must be an http or https address");
            }
            return uri;
        });
    }

    /// A comma-separated list, blanks dropped.
    public static Setting<List<String>> list(String name, String defaultText, String description) {
        return new Setting<>(
                name,
                defaultText,
                description,
                false,
                text -> Stream.of(text.split(",", -1))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList());
    }

    private static Duration parseDuration(String text) {
        var unit = text.replaceFirst("^[0-9]+", "");
        var digits = text.substring(0, text.length() - unit.length());
        if (digits.isEmpty() || digits.length() > 9) {
            throw new IllegalArgumentException("must be a time such as 250ms, 30s, 5m or 2h");
        }
        long amount = Long.parseLong(digits);
        if (amount == 0) {
            throw new IllegalArgumentException("must be longer than nothing");
        }
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> throw new IllegalArgumentException("must be a time such as 250ms, 30s, 5m or 2h");
        };
    }
}
