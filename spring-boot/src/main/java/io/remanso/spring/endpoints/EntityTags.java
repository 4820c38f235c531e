package io.remanso.spring.endpoints;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.ServletWebRequest;

/** The comparison of entity tags (RFC 9110, 13.1.2). */
final class EntityTags {

    private EntityTags() {}

    /** Whether the caller has this very answer: then the response is 304 and wants no body. */
    static boolean notModified(
            HttpServletRequest request, HttpServletResponse response, String etag) {
        // Spring compares lists and weak tags, but leaves the star to methods that change
        // something.
        if ("*".equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setHeader(HttpHeaders.ETAG, etag);
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return true;
        }
        return new ServletWebRequest(request, response).checkNotModified(etag);
    }
}
