package io.remanso.spring.admin;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Who may make the calls: callers whom the container, or Spring Security, gives the role. Nobody
 * has it until the application says so.
 */
final class Admission {

    private final String role;

    Admission(String role) {
        this.role = role;
    }

    /**
     * @throws RefusedException when the caller is not admitted
     */
    void check(HttpServletRequest request) {
        if ("cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {
            throw RefusedException.crossOrigin();
        }
        if (!request.isUserInRole(role)) {
            throw request.getUserPrincipal() == null
                    ? RefusedException.unauthorized(role)
                    : RefusedException.forbidden(role);
        }
    }
}
