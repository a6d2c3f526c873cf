package com.matrixos.home.files;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/// A file's bytes, whole or in part, with the validators by which a client need not fetch them twice.
///
/// @param file a real path
/// @param size in bytes, when it was looked at
/// @param modified when, to the second, as HTTP tells it
/// @param tag the entity tag, with its quotes
record RawFile(Path file, long size, Instant modified, String tag) {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME;
    private static final int BUFFER = 32 * 1024;

    static RawFile of(Path file, BasicFileAttributes attributes) {
        Instant modified = attributes.lastModifiedTime().toInstant();
        long nanos = modified.getEpochSecond() * 1_000_000_000L + modified.getNano();
        String tag = "\"" + Long.toHexString(nanos) + "-" + Long.toHexString(attributes.size()) + "\"";
        return new RawFile(file, attributes.size(), modified.truncatedTo(ChronoUnit.SECONDS), tag);
    }

    /// Answers GET and HEAD: 304, 416, 206 or 200.
    Answer answer(Call call) {
        if (isKnownTo(call)) {
            return validated(Answer.empty(304));
        }
        Optional<ByteRange> range =
                call.header("range").filter(_ -> mayBePartial(call)).flatMap(text -> ByteRange.parse(text, size));
        if (range.isEmpty()) {
            return validated(bytes(200, 0, size));
        }
        ByteRange part = range.get();
        return part.length() == 0
                ? unsatisfiable()
                : validated(bytes(206, part.first(), part.length())).with("content-range", part.contentRange(size));
    }

    private boolean isKnownTo(Call call) {
        Optional<String> tags = call.header("if-none-match");
        if (tags.isPresent()) {
            return tags.get().strip().equals("*") || tags.get().contains(tag);
        }
        return call.header("if-modified-since")
                .flatMap(RawFile::date)
                .filter(since -> !modified.isAfter(since))
                .isPresent();
    }

    /// A part is of use only to a client whose other parts are of this same version.
    private boolean mayBePartial(Call call) {
        return call.header("if-range")
                .map(known -> known.equals(tag)
                        || date(known).filter(modified::equals).isPresent())
                .orElse(true);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(Instant.from(HTTP_DATE.parse(text)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Answer unsatisfiable() {
        return Answer.problem(Problem.of(
                        "range-not-satisfiable",
                        416,
                        "The range lies outside the file",
                        "the file has " + size + " bytes"))
                .with("content-range", "bytes */" + size);
    }

    private Answer validated(Answer answer) {
        return answer.with("etag", tag)
                .with("last-modified", HTTP_DATE.format(modified.atOffset(ZoneOffset.UTC)))
                .with("accept-ranges", "bytes");
    }

    private Answer bytes(int status, long first, long length) {
        return new Answer(
                status,
                Map.of("content-type", MediaTypes.of(file)),
                new Answer.Stream(length, out -> copy(first, length, out)));
    }

    /// Never more than was promised, if the file has grown; if it has shrunk, the server sees too little and cuts the
    /// connection, so that the client does not take the part for the whole.
    private void copy(long first, long length, OutputStream out) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            WritableByteChannel sink = Channels.newChannel(out);
            var buffer = ByteBuffer.allocate(BUFFER);
            for (long position = first, end = first + length; position < end; ) {
                buffer.clear().limit((int) Math.min(BUFFER, end - position));
                int read = channel.read(buffer, position);
                if (read < 0) {
                    return;
                }
                sink.write(buffer.flip());
                position += read;
            }
        }
    }
}
