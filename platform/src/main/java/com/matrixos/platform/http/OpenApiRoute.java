package com.matrixos.platform.http;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Routes;
import com.matrixos.base.json.Json;
import com.matrixos.platform.access.Guard;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// `GET /openapi.json`: the description of the whole API, for everybody. It is written as YAML and read
/// when it is
/// first
/// asked for, so that no start waits for it.
public final class OpenApiRoute {
    private static final String SOURCE = "/openapi/platform.yaml";

    private final Guard guard;

    /// Read once, by whoever comes first.
    private static final class Document {
        static final byte[] JSON = read();

        private Document() {}

        private static byte[] read() {
            try (InputStream in = OpenApiRoute.class.getResourceAsStream(SOURCE)) {
                if (in == null) {
                    throw new FileNotFoundException(SOURCE);
                }
                return Json.write(new YAMLMapper().readTree(in));
            } catch (IOException e) {
                throw new UncheckedIOException("read the description of the API", e);
            }
        }
    }

    public OpenApiRoute(Guard guard) {
        this.guard = guard;
    }

    /// Adds the route.
    public void addTo(Routes routes) {
        routes.get(
                "/openapi.json",
                guard.open((_, _) ->
                        Answer.bytes(200, "application/json", Document.JSON).with("cache-control", "no-cache")));
    }
}
