package io.remanso.server.api;

import io.remanso.server.storage.Storage;
import io.remanso.sessions.storage.StorageUnavailableException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;

/** The root: the web page for a browser, name and version for everyone else. */
@RestController
@Tag(name = "Health")
final class StartPage {

    private static final String PAGE_POLICY =
            "default-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";

    private final Storage storage;
    private final String version;

    StartPage(Storage storage, ObjectProvider<BuildProperties> build) {
        this.storage = storage;
        BuildProperties properties = build.getIfAvailable();
        this.version = properties == null ? "unpackaged" : String.valueOf(properties.getVersion());
    }

    @GetMapping("/")
    @Operation(summary = "Name, version, storage and sessions; a browser gets the web page")
    ResponseEntity<Object> start(
            @RequestHeader(name = "Accept", defaultValue = "*/*") String accept) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.ok().cacheControl(CacheControl.noCache()).varyBy(HttpHeaders.ACCEPT);
        if (prefersPage(accept)) {
            return answer.header("Content-Security-Policy", PAGE_POLICY)
                    .contentType(MediaType.TEXT_HTML)
                    .body(new ClassPathResource("ui/index.html"));
        }
        return answer.contentType(MediaType.APPLICATION_JSON)
                .body(
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("name", "remanso")
                                .put("version", version)
                                .put("backend_type", storage.backend().type())
                                .put("active_sessions", activeSessions()));
    }

    /** Null when the storage does not answer: the server still does. */
    private @Nullable Long activeSessions() {
        try {
            return storage.backend().activeSessions();
        } catch (StorageUnavailableException e) {
            return null;
        }
    }

    /** Browsers name HTML; whoever takes anything gets JSON. */
    private static boolean prefersPage(String accept) {
        List<MediaType> types;
        try {
            types = MediaType.parseMediaTypes(accept);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
        double page = quality(types, MediaType.TEXT_HTML);
        return page > 0 && page >= quality(types, MediaType.APPLICATION_JSON);
    }

    private static double quality(List<MediaType> types, MediaType wanted) {
        return types.stream()
                .filter(wanted::equalsTypeAndSubtype)
                .mapToDouble(MediaType::getQualityValue)
                .max()
                .orElse(0);
    }
}
