package com.matrixos.testkit.model;

import com.matrixos.base.json.Json;
import com.matrixos.testkit.model.message.ApiError;
import com.matrixos.testkit.model.message.RefusedException;
import com.matrixos.testkit.model.wire.WireReply;
import com.matrixos.testkit.model.wire.WireRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/// A request and the way to its answer.
///
/// @param request what was asked
/// @param reply the answer's side
/// @param requestId names it to the client
/// @param id what stood in the place of the star in the endpoint's path; empty where there is none
/// @param headers that go with every answer
record Exchange(WireRequest request, WireReply reply, String requestId, String id, Map<String, String> headers) {
    /// The body, of so many bytes at the most.
    ///
    /// @throws RefusedException when more are announced; reading throws it when more come
    InputStream body(long limit) {
        long announced = request.header("content-length").map(Long::parseLong).orElse(0L);
        if (announced > limit) {
            throw tooLarge(limit);
        }
        RefusedException.check(
                request.header("content-encoding").orElse("identity").equals("identity"),
                "content-encoding: plain bytes are read here");
        return new Limited(request.body(), limit);
    }

    /// Whether a beta of the API was asked for.
    boolean beta(String name) {
        return request.header("anthropic-beta")
                .filter(all -> all.contains(name))
                .isPresent();
    }

    void json(int status, Object value) throws IOException {
        bytes(status, "application/json", Json.write(value));
    }

    void bytes(int status, String mediaType, byte[] bytes) throws IOException {
        reply.whole(status, with(Map.of("content-type", mediaType)), bytes);
    }

    void refuse(ApiError error, Map<String, String> more) throws IOException {
        var all = new LinkedHashMap<>(more);
        all.putIfAbsent("content-type", "application/json");
        reply.whole(error.status(), with(all), Json.write(error.json(requestId)));
    }

    /// These headers over those that go with every answer.
    Map<String, String> with(Map<String, String> more) {
        var all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return all;
    }

    private static RefusedException tooLarge(long limit) {
        return new RefusedException(ApiError.tooLarge("the request body must not exceed " + limit + " bytes"));
    }

    private static final class Limited extends FilterInputStream {
        private final long limit;
        private long read;

        Limited(InputStream in, long limit) {
            super(in);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = super.read(into, offset, length);
            count(Math.max(got, 0));
            return got;
        }

        private void count(int bytes) {
            read += bytes;
            if (read > limit) {
                throw tooLarge(limit);
            }
        }
    }
}
