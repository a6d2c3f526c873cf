package com.matrixos.proxy.ledger;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/// An [OpenCall] as the bytes of a slot: a version, and its fields in order.
final class Intent {
    /// Another one is of a newer or older program, whose calls a person has to look for; none has been
    /// given out yet.
    private static final byte VERSION = 1;

    private static final int USUAL_BYTES = 256;

    private Intent() {}

    static byte[] bytes(OpenCall call) {
        var bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(call.id());
            out.writeUTF(call.user());
            out.writeLong(call.at().toEpochMilli());
            out.writeUTF(call.kind().name());
            out.writeUTF(call.model());
            out.writeUTF(call.session());
            out.writeUTF(call.agent());
            out.writeUTF(call.parentAgent());
            out.writeLong(call.holdPico());
        } catch (IOException e) {
            throw new UncheckedIOException("a call with a name of 64 KB", e);
        }
        return bytes.toByteArray();
    }

    /// Empty when the bytes are no call of this version.
    static Optional<OpenCall> call(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return in.readByte() == VERSION ? Optional.of(call(in)) : Optional.empty();
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static OpenCall call(DataInputStream in) throws IOException {
        return new OpenCall(
                in.readUTF(),
                in.readUTF(),
                Instant.ofEpochMilli(in.readLong()),
                Kind.valueOf(in.readUTF()),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readLong());
    }
}
