package com.matrixos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.matrixos.base.http.Problem;
import com.matrixos.base.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/// Puts a server's refusal (RFC 9457, or whatever stands before it has to say) into words.
final class Refusals {
    /// More of a page that is no problem document tells nobody anything.
    private static final int MOST_OF_A_STRANGER = 300;

    private static final String SILENCE = "it does not say why";

    private Refusals() {}

    static RefusedException of(Peer peer, HttpResponse<?> response, byte[] body) {
        int status = response.statusCode();
        JsonNode problem = read(body);
        String slug = slug(problem.path("type").asText(""));
        var message = new StringBuilder(peer.title()).append(" refused (").append(status);
        message.append("): ").append(reason(problem, body));
        problem.path("problems").forEach(one -> message.append("\n  ").append(Printable.of(one.asText())));
        String remedy = status == 429 ? later(response) : peer.whenRefused(status, slug);
        return new RefusedException(
                status, slug, remedy.isEmpty() ? message.toString() : message.append('\n') + remedy);
    }

    private static String reason(JsonNode problem, byte[] body) {
        if (problem.isMissingNode()) {
            // Not our process's own answer, so its text says more than the parser's complaint about it.
            String text = Printable.of(new String(body, StandardCharsets.UTF_8).strip());
            int most = text.offsetByCodePoints(0, Math.min(MOST_OF_A_STRANGER, text.codePointCount(0, text.length())));
            return text.isEmpty() ? SILENCE : text.substring(0, most) + (most < text.length() ? "…" : "");
        }
        return Printable.of(problem.path("detail").asText(problem.path("error").asText(SILENCE)));
    }

    private static String later(HttpResponse<?> response) {
        return response.headers()
                .firstValue("retry-after")
                .map(seconds -> "Try again in " + Printable.of(seconds) + " s.")
                .orElse("Try again later.");
    }

    private static String slug(String type) {
        return type.startsWith(Problem.BASE) ? type.substring(Problem.BASE.length()) : "";
    }

    private static JsonNode read(byte[] body) {
        try {
            return Json.mapper().readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
