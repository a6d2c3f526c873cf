package com.matrixos.platform.audit;

import com.matrixos.base.ids.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The hash of a line: SHA-256, in lower-case hexadecimal, over
///
/// ```
/// "matrix-os audit 1" seq at kind id handle address action target before after result previous
/// ```
///
/// each as a netstring, `length:bytes,` with the length of its UTF-8 in decimal, and a handle that is null
/// as
/// `-`. So no two different lines have the same bytes, wherever commas and colons are in them. Pure.
final class Chain {
    /// What stands before the first line.
    static final String START = "0".repeat(64);

    private static final String FORM = "matrix-os audit 1";

    private Chain() {}

    /// The row with the hash that it must have.
    static Row sealed(Row row) {
        return new Row(
                row.seq(),
                row.at(),
                row.actor(),
                row.action(),
                row.target(),
                row.before(),
                row.after(),
                row.result(),
                row.previous(),
                hash(row));
    }

    /// The hash that the row must have, whatever its own says.
    static String hash(Row row) {
        Row.Who who = row.actor();
        List<@Nullable String> fields = Arrays.asList(
                FORM,
                Long.toString(row.seq()),
                row.at(),
                who.kind(),
                who.id(),
                who.handle(),
                who.address(),
                row.action(),
                row.target(),
                row.before(),
                row.after(),
                row.result(),
                row.previous());
        return Tokens.sha256(fields.stream().map(Chain::netstring).collect(Collectors.joining()));
    }

    private static String netstring(@Nullable String text) {
        return text == null ? "-" : text.getBytes(StandardCharsets.UTF_8).length + ":" + text + ",";
    }
}
