package com.matrixos.testkit.model.script;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.model.script.Directive.ReportUsage;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads one directive, which fills a line:
///
/// ```
/// directive = "[[" form "]]"
/// form      = "say" number ( "words" | "tokens" | "stamps" ) | "say" text
///           | "tool" name object              | "then"
///           | "think" number "tokens"         | "pace" time
///           | "error" status type [ text ]    | "header" name text
///           | "model" name                    | "stop" reason
///           | "usage" [ "start" | "end" | after ] object
///           | "events" "crlf"                 | "split" number
///           | "cut" [ after ]                 | "error-event" after type [ text ]
///           | "stall" time [ after ] [ "ping" time ]
///           | "event" after name object
/// after     = "after" number
/// time      = number ( "ms" | "s" | "m" )
/// object    = a JSON object
/// ```
final class DirectiveParser {
    private static final String AFTER = "after ([0-9]{1,6})";
    private static final String TIME = "([0-9]{1,6}(?:ms|s|m))";
    private static final String OBJECT = "(\\{.*)";
    private static final int MAX_SAID = 200_000;

    private static final Pattern FILLER = Pattern.compile("([0-9]{1,6}) (words|tokens|stamps)");
    private static final Pattern TOOL = Pattern.compile("(\\S+) " + OBJECT);
    private static final Pattern THINK = Pattern.compile("([0-9]{1,6}) tokens");
    private static final Pattern ERROR = Pattern.compile("([45][0-9]{2}) ([a-z_]+)(?: (.+))?");
    private static final Pattern HEADER = Pattern.compile("([A-Za-z0-9-]+) ([\\x20-\\x7e]+)");
    private static final Pattern NAME = Pattern.compile("(\\S+)");
    private static final Pattern USAGE = Pattern.compile("(?:(start|end|" + AFTER + ") )?" + OBJECT);
    private static final Pattern CRLF = Pattern.compile("crlf");
    private static final Pattern NUMBER = Pattern.compile("([1-9][0-9]{0,5})");
    private static final Pattern CUT = Pattern.compile("(?:" + AFTER + ")?");
    private static final Pattern ERROR_EVENT = Pattern.compile(AFTER + " ([a-z_]+)(?: (.+))?");
    private static final Pattern STALL = Pattern.compile(TIME + "(?: " + AFTER + ")?(?: ping " + TIME + ")?");
    private static final Pattern EVENT = Pattern.compile(AFTER + " (\\S+) " + OBJECT);
    private static final Pattern NOTHING = Pattern.compile("");

    private DirectiveParser() {}

    /// Whether a line, without blanks around it, is meant for us.
    static boolean isDirective(String line) {
        return line.startsWith("[[") && line.endsWith("]]") && line.length() > 4;
    }

    /// @throws IllegalArgumentException when the line cannot be understood
    static Directive parse(String line) {
        String[] parts = line.substring(2, line.length() - 2).strip().split("\\s+", 2);
        String rest = parts.length == 2 ? parts[1] : "";
        try {
            return parse(parts[0], rest);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("directive " + line + ": " + e.getMessage(), e);
        }
    }

    private static Directive parse(String word, String rest) {
        return switch (word) {
            case "say" -> say(rest);
            case "tool" -> tool(match(TOOL, rest));
            case "then" -> {
                match(NOTHING, rest);
                yield new Directive.Then();
            }
            case "think" -> new Directive.Think(said(match(THINK, rest).group(1)));
            case "error" -> fail(match(ERROR, rest));
            case "header" -> header(match(HEADER, rest));
            case "model" -> new Directive.ResponseModel(match(NAME, rest).group(1));
            case "stop" -> new Directive.Stop(match(NAME, rest).group(1));
            case "usage" -> usage(match(USAGE, rest));
            case "pace" ->
                new Directive.Pace(time(match(Pattern.compile(TIME), rest).group(1)));
            case "events" -> {
                match(CRLF, rest);
                yield new Directive.CrLf();
            }
            case "split" ->
                new Directive.Split(Integer.parseInt(match(NUMBER, rest).group(1)));
            default -> incident(word, rest);
        };
    }

    private static Directive.Incident incident(String word, String rest) {
        return switch (word) {
            case "cut" -> new Directive.Cut(after(match(CUT, rest).group(1)));
            case "error-event" -> {
                MatchResult match = match(ERROR_EVENT, rest);
                yield new Directive.FailEvent(after(match.group(1)), match.group(2), message(match.group(3)));
            }
            case "stall" -> {
                MatchResult match = match(STALL, rest);
                yield new Directive.Stall(
                        after(match.group(2)),
                        time(match.group(1)),
                        Optional.ofNullable(match.group(3)).map(DirectiveParser::time));
            }
            case "event" -> {
                MatchResult match = match(EVENT, rest);
                yield new Directive.Extra(after(match.group(1)), match.group(2), object(match.group(3)));
            }
            default -> throw new IllegalArgumentException("there is no such directive");
        };
    }

    private static Directive say(String rest) {
        Matcher filler = FILLER.matcher(rest);
        if (!filler.matches()) {
            return new Directive.Say(rest);
        }
        int count = said(filler.group(1));
        return switch (filler.group(2)) {
            case "words" -> new Directive.Say(Filler.words(count));
            case "tokens" -> new Directive.Say(Filler.bytes(count * TokenRule.BYTES));
            default -> new Directive.SayStamps(count);
        };
    }

    private static Directive tool(MatchResult match) {
        return new Directive.UseTool(match.group(1), object(match.group(2)));
    }

    private static Directive fail(MatchResult match) {
        return new Directive.Fail(Integer.parseInt(match.group(1)), match.group(2), message(match.group(3)));
    }

    private static Directive header(MatchResult match) {
        return new Directive.Header(match.group(1).toLowerCase(Locale.ROOT), match.group(2));
    }

    private static Directive usage(MatchResult match) {
        String where = Optional.ofNullable(match.group(1)).orElse("");
        ObjectNode fields = object(match.group(3));
        return switch (where) {
            case "" -> new ReportUsage(ReportUsage.Part.EVERYWHERE, fields);
            case "start" -> new ReportUsage(ReportUsage.Part.START, fields);
            case "end" -> new ReportUsage(ReportUsage.Part.END, fields);
            default -> new Directive.Interim(after(match.group(2)), fields);
        };
    }

    private static MatchResult match(Pattern form, String rest) {
        Matcher matcher = form.matcher(rest);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("it is not in its form, see docs/reference/scripted-model.md");
        }
        return matcher.toMatchResult();
    }

    private static int after(@Nullable String number) {
        return number == null ? Directive.Incident.BEFORE_ANSWER : Integer.parseInt(number);
    }

    private static String message(@Nullable String text) {
        return text == null ? "scripted" : text;
    }

    private static int said(String number) {
        int count = Integer.parseInt(number);
        if (count > MAX_SAID) {
            throw new IllegalArgumentException("no more than " + MAX_SAID);
        }
        return count;
    }

    private static Duration time(String text) {
        String unit = text.replaceFirst("^[0-9]+", "");
        long amount = Long.parseLong(text.substring(0, text.length() - unit.length()));
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    private static ObjectNode object(String json) {
        try {
            JsonNode node = Json.mapper().readTree(json);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("a JSON object is wanted");
    }
}
