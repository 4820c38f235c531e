package io.remanso.server.http;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer of the server, read whole. */
record Answer(int status, HttpHeaders headers, byte[] body) {

    private static final JsonMapper JSON = JsonMapper.shared();

    JsonNode json() {
        return JSON.readTree(body);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The code of a problem document. */
    String code() {
        return header("Content-Type").startsWith("application/problem+json")
                ? json().path("code").asString("")
                : "no problem document but " + header("Content-Type") + ": " + text();
    }

    /** Status and code in one, for assertions whose failure says everything. */
    String problem() {
        return status + " " + code();
    }
}
