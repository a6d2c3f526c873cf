package com.matrixos.platform.http;

import com.matrixos.base.http.Answer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Entity tags (RFC 9110 §8.8.3) and the conditions made of them (§13.1). Pure.
final class EntityTag {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"");
    private static final Pattern LIST =
            Pattern.compile("\\s*(?:\\*|" + TAG.pattern() + "(?:\\s*,\\s*" + TAG.pattern() + ")*)\\s*");

    /// 132 bits of SHA-256: no two bodies that anybody can find have the same.
    private static final int LENGTH = 22;

    private static final int OK = 200;

    private EntityTag() {}

    /// With a tag, if it is a success of JSON at hand and has none of its own.
    static Answer tagged(Answer answer) {
        return answer.status() == OK && Headers.json(answer) && answer.body() instanceof Answer.Bytes(byte[] bytes)
                ? Headers.unlessSaid(answer, "etag", of(bytes))
                : answer;
    }

    /// The answer's tag, if it has one.
    static Optional<String> of(Answer answer) {
        return Optional.ofNullable(answer.headers().get("etag"));
    }

    /// Whether a condition is written as it must be.
    static boolean valid(String condition) {
        return LIST.matcher(condition).matches();
    }

    /// As `If-Match` compares: a weak tag is like no other.
    static boolean same(String condition, Optional<String> tag) {
        return condition.strip().equals("*")
                || tag.filter(known -> !known.startsWith("W/"))
                        .filter(tags(condition)::contains)
                        .isPresent();
    }

    /// As `If-None-Match` compares: weakness does not matter.
    static boolean alike(String condition, String tag) {
        return condition.strip().equals("*")
                || tags(condition).stream().map(EntityTag::opaque).anyMatch(opaque(tag)::equals);
    }

    private static List<String> tags(String condition) {
        return TAG.matcher(condition).results().map(MatchResult::group).toList();
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    private static String of(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + Base64.getUrlEncoder().encodeToString(digest).substring(0, LENGTH) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
