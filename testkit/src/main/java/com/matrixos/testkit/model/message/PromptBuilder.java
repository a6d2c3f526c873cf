package com.matrixos.testkit.model.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.matrixos.base.json.Json;
import com.matrixos.testkit.model.script.TokenRule;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Takes a prompt apart while it is read, and keeps a digest of each piece instead of the piece. The sections
/// of a request may come in any order; the cache wants them in its own. Not thread-safe.
final class PromptBuilder {
    /// What Anthropic charges for a picture of full size; the bytes of its file say little.
    private static final long FILE_TOKENS = 1_600;

    private static final Duration USUAL_TTL = Duration.ofMinutes(5);
    private static final Duration LONG_TTL = Duration.ofHours(1);

    @SuppressWarnings("ArrayRecordComponent") // hashed again and never compared
    private record Piece(byte[] digest, long tokens, Optional<Duration> ttl) {}

    private final List<Piece> tools = new ArrayList<>();
    private final List<Piece> system = new ArrayList<>();
    private final List<Piece> messages = new ArrayList<>();
    private Optional<Duration> atTheEnd = Optional.empty();

    void tool(JsonNode tool) {
        tools.add(piece("tool", tool));
    }

    void system(JsonNode block) {
        system.add(piece("system", block));
    }

    void message(String role, JsonNode block) {
        messages.add(piece(role, block));
    }

    /// A mark beside the messages stands for one at their end.
    void markEnd(JsonNode cacheControl) {
        atTheEnd = ttl(cacheControl);
    }

    /// @param model for it has a cache of its own
    Prompt build(String model) {
        var pieces = new ArrayList<>(tools);
        pieces.addAll(system);
        pieces.addAll(messages);
        var places = new ArrayList<Prompt.Place>(pieces.size());
        byte[] prefix = model.getBytes(StandardCharsets.UTF_8);
        long tokens = 0;
        for (Piece piece : pieces) {
            MessageDigest digest = sha256();
            digest.update(prefix);
            prefix = digest.digest(piece.digest());
            tokens += piece.tokens();
            boolean last = places.size() == pieces.size() - 1;
            Optional<Duration> ttl = piece.ttl().or(() -> last ? atTheEnd : Optional.empty());
            places.add(new Prompt.Place(HexFormat.of().formatHex(prefix), tokens, ttl));
        }
        return new Prompt(places);
    }

    /// The mark is not part of what is cached: clients move it on with every turn.
    private static Piece piece(String role, JsonNode node) {
        Optional<Duration> ttl = Optional.empty();
        if (node instanceof ObjectNode object && object.has("cache_control")) {
            ttl = ttl(object.remove("cache_control"));
        }
        return new Piece(digest(role, node), TokenRule.of(textBytes(node)), ttl);
    }

    /// Written into the digest as it is made, for a picture of many megabytes would be copied once more.
    private static byte[] digest(String role, JsonNode node) {
        MessageDigest digest = sha256();
        digest.update(role.getBytes(StandardCharsets.UTF_8));
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Json.mapper().writeValue(out, node);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written anywhere", e);
        }
        return digest.digest();
    }

    private static Optional<Duration> ttl(JsonNode cacheControl) {
        if (!cacheControl.isObject()) {
            return Optional.empty();
        }
        return Optional.of(cacheControl.path("ttl").asText().equals("1h") ? LONG_TTL : USUAL_TTL);
    }

    /// Counts the texts below a node, not the JSON around them. A file inside counts as its picture would.
    private static long textBytes(JsonNode node) {
        if (node.isTextual()) {
            return TokenRule.bytes(node.textValue());
        }
        if (node.path("type").asText().equals("base64")) {
            return FILE_TOKENS * TokenRule.BYTES;
        }
        long bytes = 0;
        for (JsonNode child : node) {
            bytes += textBytes(child);
        }
        return bytes;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
