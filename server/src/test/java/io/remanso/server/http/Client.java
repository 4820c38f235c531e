package io.remanso.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A client of a server over real HTTP. Thread-safe. */
final class Client {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI root;

    Client(int port) {
        this.root = URI.create("http://127.0.0.1:" + port);
    }

    URI root() {
        return root;
    }

    Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    Answer post(String path, String json, String... headers) {
        return json("POST", path, json, headers);
    }

    Answer put(String path, String json, String... headers) {
        return json("PUT", path, json, headers);
    }

    Answer patch(String path, String json, String... headers) {
        return json("PATCH", path, json, headers);
    }

    Answer delete(String path, String... headers) {
        return send("DELETE", path, BodyPublishers.noBody(), headers);
    }

    Answer json(String method, String path, String json, String... headers) {
        return send(
                method,
                path,
                BodyPublishers.ofString(json),
                with(headers, "Content-Type", "application/json"));
    }

    /** Sends a file as the raw body of a request. */
    Answer raw(String method, String path, byte[] body) {
        return send(method, path, BodyPublishers.ofByteArray(body), "Content-Type", "text/csv");
    }

    /** Sends a form with a file and fields. */
    Answer form(
            String method, String path, String filename, byte[] file, Map<String, String> fields) {
        String boundary = UUID.randomUUID().toString();
        return send(
                method,
                path,
                BodyPublishers.ofByteArray(multipart(boundary, filename, file, fields)),
                "Content-Type",
                "multipart/form-data; boundary=" + boundary);
    }

    /** Makes a session of CSV text: its metadata. */
    JsonNode create(String csv) {
        Answer answer =
                raw(
                        "POST",
                        "/api/v1/sessions?filename=data.csv",
                        csv.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    /** Makes a session of CSV text: the path of the session. */
    String session(String csv) {
        return "/api/v1/sessions/" + create(csv).get("session_id").stringValue();
    }

    Answer operation(String session, String json, String... headers) {
        return post(session + "/operations", json, headers);
    }

    String csv(String session) {
        Answer answer = get(session + "/data");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text();
    }

    Answer send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(root.resolve(path)).timeout(PATIENCE).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String[] with(String[] headers, String name, String value) {
        String[] more = new String[headers.length + 2];
        System.arraycopy(headers, 0, more, 0, headers.length);
        more[headers.length] = name;
        more[headers.length + 1] = value;
        return more;
    }

    private static byte[] multipart(
            String boundary, String filename, byte[] file, Map<String, String> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        fields.forEach((name, value) ->
                out.writeBytes(
                        "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                                .formatted(boundary, name, value)
                                .getBytes(StandardCharsets.UTF_8)));
        out.writeBytes(
                "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: text/csv\r\n\r\n"
                        .formatted(boundary, filename)
                        .getBytes(StandardCharsets.UTF_8));
        out.writeBytes(file);
        out.writeBytes("\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
