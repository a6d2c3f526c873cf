package com.matrixos.cli;

import com.matrixos.api.usage.UsageDimension;
import com.matrixos.api.usage.Usd;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
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
}
