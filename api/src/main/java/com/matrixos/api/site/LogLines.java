package com.matrixos.api.site;

import java.util.List;

/// What a computer wrote last, the oldest first.
public record LogLines(List<String> lines) {
    public LogLines {
        lines = List.copyOf(lines);
    }
}
