package com.matrixos.platform.integrations.inngest;

import com.matrixos.base.ids.Tokens;
import com.matrixos.base.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.erdtman.jcs.JsonCanonicalizer;

/// The header `x-inngest-signature`: `t={seconds}&s={hexadecimal}` over the body in canonical form (RFC 8785) and the
/// time.
final class Signatures {
    static final String HEADER = "x-inngest-signature";

    private static final Pattern FORM = Pattern.compile("t=([0-9]{1,12})&s=([0-9a-f]{64})");
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final InngestSettings settings;
    private final InstantSource time;

    Signatures(InngestSettings settings, InstantSource time) {
        this.settings = settings;
        this.time = time;
    }

    /// Whether a request with that header and body is Inngest's. What costs nothing is looked at first: anybody may
    /// ask.
    Trust judge(Optional<String> header, byte[] body) {
        if (settings.dev().isPresent()) {
            return new Trust.Given(Optional.empty());
        }
        Matcher matcher = FORM.matcher(header.orElse(""));
        if (!matcher.matches()) {
            return new Trust.Withheld("no signature");
        }
        Instant at = Instant.ofEpochSecond(Long.parseLong(matcher.group(1)));
        if (Duration.between(at, time.instant()).abs().compareTo(SKEW) > 0) {
            return new Trust.Withheld("signed more than five minutes ago, or hence");
        }
        return judge(matcher.group(1), matcher.group(2), body);
    }

    private Trust judge(String seconds, String signature, byte[] body) {
        try {
            byte[] canonical = canonical(body);
            return settings.keys().stream()
                    .filter(key -> Tokens.same(key.sign(canonical, seconds), signature))
                    .findFirst()
                    .<Trust>map(key -> new Trust.Given(Optional.of(key)))
                    .orElseGet(() -> new Trust.Withheld("signed with another key, or changed since"));
        } catch (IOException e) {
            return new Trust.Withheld("the body is no JSON");
        }
    }

    /// The header for an answer of ours. It is signed as it is sent.
    String of(SigningKey key, byte[] body) {
        String seconds = Long.toString(time.instant().getEpochSecond());
        return "t=" + seconds + "&s=" + key.sign(body, seconds);
    }

    /// Read once before, by a parser that minds how deep it goes.
    private static byte[] canonical(byte[] body) throws IOException {
        if (body.length == 0) {
            return body;
        }
        Json.mapper().readTree(body);
        return new JsonCanonicalizer(body).getEncodedUTF8();
    }
}
