package com.matrixos.testkit.model;

import static com.matrixos.testkit.model.message.RefusedException.check;

import com.matrixos.testkit.model.message.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the one part of a `multipart/form-data` body that is a file.
///
/// ```
/// body = *( "--" boundary CRLF headers CRLF content CRLF ) "--" boundary "--"
/// ```
final class Multipart {
    private static final Pattern BOUNDARY =
            Pattern.compile("multipart/form-data;.*?boundary=\"?([^\";]{1,70})\"?.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("(?i)content-disposition:.*?[; ]name=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("(?i)content-disposition:.*?filename=\"([^\"]*)\"");
    private static final Pattern MEDIA_TYPE = Pattern.compile("(?i)content-type: *([^\\r\\n]+)");

    private Multipart() {}

    /// A file that was sent.
    ///
    /// @param name as the sender says
    /// @param mediaType as the sender says
    /// @param content its bytes
    @SuppressWarnings("ArrayRecordComponent") // kept as it came and never compared
    record Part(String name, String mediaType, byte[] content) {}

    /// The part named `file`.
    ///
    /// @param contentType the request's header
    /// @throws RefusedException when there is none
    static Part file(String contentType, byte[] body) {
        Matcher type = BOUNDARY.matcher(contentType);
        check(type.matches(), "content-type: multipart/form-data with a boundary is required");
        byte[] delimiter = bytes("--" + type.group(1));
        for (int at = find(body, delimiter, 0); at >= 0; ) {
            int next = find(body, delimiter, at + delimiter.length);
            if (next < 0) {
                break;
            }
            Optional<Part> file = part(body, at + delimiter.length, next);
            if (file.isPresent()) {
                return file.get();
            }
            at = next;
        }
        check(false, "file: a part of that name is required");
        throw new IllegalStateException("refused above");
    }

    private static Optional<Part> part(byte[] body, int from, int to) {
        int blank = find(body, bytes("\r\n\r\n"), from);
        if (blank < 0 || blank > to - 4) {
            return Optional.empty();
        }
        var headers = new String(body, from, blank - from, StandardCharsets.UTF_8);
        if (first(NAME, headers).filter("file"::equals).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Part(
                first(FILE_NAME, headers).orElse("unnamed"),
                first(MEDIA_TYPE, headers).orElse("application/octet-stream"),
                Arrays.copyOfRange(body, blank + 4, to - 2)));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static int find(byte[] in, byte[] wanted, int from) {
        for (int i = from; i <= in.length - wanted.length; i++) {
            if (in[i] == wanted[0] && Arrays.equals(in, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
