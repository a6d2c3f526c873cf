package com.matrixos.cli;

import com.matrixos.api.usage.UsageDimension;
import com.matrixos.api.usage.Usd;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/// Readers of what is typed after an option; each says what it wanted instead.
final class Arguments {
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,20})?");

    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,4}");

    private Arguments() {}

    /// The command that a spec belongs to; picocli sets specs before it calls anything.
    static CommandLine commandLine(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec).commandLine();
    }

    /// A limit as it is typed.
    ///
    /// @param usd the most that may be spent, or null for as much as one likes
    record Limit(@Nullable BigDecimal usd) {}

    /// Reads `5`, `0.50` or `none`.
    static final class Limits implements ITypeConverter<Limit> {
        @Override
        public Limit convert(String text) {
            if (text.equals("none")) {
                return new Limit(null);
            }
            if (!AMOUNT.matcher(text).matches()) {
                throw new TypeConversionException(
                        "\"" + text + "\" is neither an amount in USD, like 5 or 0.50, nor the word none");
            }
            var usd = new BigDecimal(text);
            try {
                Usd.toPico(usd);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("\"" + text + "\" " + e.getMessage());
            }
            return new Limit(usd);
        }
    }

    /// Reads `2026-11-26`.
    static final class Day implements ITypeConverter<LocalDate> {
        @Override
        public LocalDate convert(String text) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                throw new TypeConversionException("\"" + text + "\" is not a date like 2026-11-26");
            }
        }
    }

    /// Reads `model`, `day`, `session` or `agent`.
    static final class Dimension implements ITypeConverter<UsageDimension> {
        @Override
        public UsageDimension convert(String text) {
            return UsageDimension.of(text)
                    .orElseThrow(() ->
                            new TypeConversionException("\"" + text + "\" is none of model, day, session and agent"));
        }
    }

    /// Reads how many lines: more than this JVM has room for is not asked for.
    static final class Count implements ITypeConverter<Integer> {
        static final int MOST = 10_000;

        @Override
        public Integer convert(String text) {
            if (!COUNT.matcher(text).matches() || Integer.parseInt(text) > MOST) {
                throw new TypeConversionException("\"" + text + "\" is not a whole number from 1 to " + MOST);
            }
            return Integer.valueOf(text);
        }
    }

    /// Reads `2026-11-26`, when that day begins, or `2026-11-26T08:00:00Z`.
    static final class Moment implements ITypeConverter<Instant> {
        private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern(
                        "uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
                .withZone(ZoneOffset.UTC);

        @Override
        public Instant convert(String text) {
            try {
                return text.contains("T")
                        ? OffsetDateTime.parse(text).toInstant()
                        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeException e) {
                throw new TypeConversionException(
                        "\"" + text + "\" is neither a date like 2026-11-26 nor a time like 2026-11-26T08:00:00Z");
            }
        }

        /// As the API has its times.
        static @Nullable String written(@Nullable Instant moment) {
            return moment == null ? null : WRITTEN.format(moment);
        }
    }

    /// Reads one of a few words.
    abstract static class Word implements ITypeConverter<String> {
        private final List<String> words;

        Word(String... words) {
            this.words = List.of(words);
        }

        @Override
        public String convert(String text) {
            if (!words.contains(text)) {
                throw new TypeConversionException("\"" + text + "\" is none of " + String.join(", ", words));
            }
            return text;
        }
    }

    /// Reads what an account may be.
    static final class Role extends Word {
        Role() {
            super("admin", "user");
        }
    }

    /// Reads how an account may be.
    static final class AccountState extends Word {
        AccountState() {
            super("active", "suspended", "leaving");
        }
    }

    /// Reads what computers may be sorted by.
    static final class ContainerSort extends Word {
        ContainerSort() {
            super(
                    "handle",
                    "-handle",
                    "lastActive",
                    "-lastActive",
                    "memory",
                    "-memory",
                    "cpu",
                    "-cpu",
                    "spend",
                    "-spend");
        }
    }
}
