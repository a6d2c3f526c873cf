package com.matrixos.home.files;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The media type of a file, by the ending of its name.
final class MediaTypes {
    private static final String UNKNOWN = "application/octet-stream";
    private static final Map<String, String> BY_ENDING = new HashMap<>();

    static {
        text(
                "plain",
                "txt log conf ini env sh bash py rb java kt rs go c h cpp ts tsx jsx toml yaml yml sql gitignore");
        text("html", "html htm");
        text("css", "css");
        text("javascript", "js mjs");
        text("markdown", "md markdown");
        text("csv", "csv");
        text("xml", "xml");
        put("application/json", "json map");
        put("application/manifest+json", "webmanifest");
        put("application/pdf", "pdf");
        put("application/wasm", "wasm");
        put("application/zip", "zip");
        put("application/gzip", "gz tgz");
        put("image/png", "png");
        put("image/jpeg", "jpg jpeg");
        put("image/gif", "gif");
        put("image/webp", "webp");
        put("image/avif", "avif");
        put("image/svg+xml", "svg");
        put("image/x-icon", "ico");
        put("audio/mpeg", "mp3");
        put("audio/wav", "wav");
        put("audio/ogg", "ogg");
        put("video/mp4", "mp4 m4v");
        put("video/webm", "webm");
        put("font/woff2", "woff2");
    }

    private MediaTypes() {}

    /// The type, `application/octet-stream` when the ending says nothing.
    static String of(Path file) {
        String name = file.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_ENDING.getOrDefault(ending, UNKNOWN);
    }

    private static void text(String subtype, String endings) {
        put("text/" + subtype + "; charset=utf-8", endings);
    }

    private static void put(String type, String endings) {
        for (String ending : endings.split(" ", -1)) {
            BY_ENDING.put(ending, type);
        }
    }
}
