package io.remanso.server.web;

import io.remanso.server.problems.ProblemCode;
import io.remanso.server.problems.RequestRefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses changes that a page of another site asks a browser for. Browsers say so in {@code
 * Sec-Fetch-Site}; other clients do not send it and pass.
 */
final class CrossOriginCheck implements HandlerInterceptor {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null
                && !OWN_SITES.contains(site)
                && !SAFE_METHODS.contains(request.getMethod())) {
            throw new RequestRefusedException(
                    ProblemCode.CROSS_ORIGIN_REFUSED,
                    "A browser may change data only from the server's own pages; this request came from another site");
        }
        return true;
    }
}
