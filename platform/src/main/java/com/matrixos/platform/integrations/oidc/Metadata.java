package com.matrixos.platform.integrations.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;

/// What a provider says of itself (OpenID Connect Discovery 1.0 §3).
///
/// @param secretInBody whether the token endpoint takes the client's secret in the body only
/// @param namesItself whether answers of the authorization endpoint name the issuer (RFC 9207)
record Metadata(URI authorize, URI token, URI keys, boolean secretInBody, boolean namesItself) {
    /// Reads the document.
    ///
    /// @throws IOException when it is another issuer's (§4.3), or lacks what sign-in needs
    static Metadata of(JsonNode document, String issuer) throws IOException {
        if (!document.path("issuer").asText().equals(issuer)) {
            throw new IOException("the document names another issuer than " + issuer);
        }
        JsonNode methods = document.path("token_endpoint_auth_methods_supported");
        return new Metadata(
                endpoint(document, "authorization_endpoint"),
                endpoint(document, "token_endpoint"),
                endpoint(document, "jwks_uri"),
                has(methods, "client_secret_post") && !has(methods, "client_secret_basic"),
                document.path("authorization_response_iss_parameter_supported").asBoolean());
    }

    private static URI endpoint(JsonNode document, String name) throws IOException {
        try {
            URI uri = URI.create(document.path(name).asText());
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("no address: " + name, e);
        }
        throw new IOException("no address: " + name);
    }

    private static boolean has(JsonNode list, String value) {
        for (JsonNode item : list) {
            if (item.asText().equals(value)) {
                return true;
            }
        }
        return false;
    }
}
