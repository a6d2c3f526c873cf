package com.matrixos.testkit.model;

import java.util.Map;

/// A part of the API.
interface Endpoints {
    /// Its endpoints by method and path, for example `GET /v1/files/*`; the one star stands for a segment.
    Map<String, Endpoint> endpoints();
}
