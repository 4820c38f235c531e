package io.remanso.spring.shop;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says who the caller is from what no key looks at: a header that is said to say nothing. So only
 * the principal tells these callers apart: {@code name}, or {@code name/authority}.
 */
final class PrincipalFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String user = request.getHeader("X-Request-Id");
        chain.doFilter(
                user == null
                        ? request
                        : new HttpServletRequestWrapper(request) {
                            @Override
                            public Principal getUserPrincipal() {
                                String[] parts = user.split("/", 2);
                                return parts.length == 1
                                        ? () -> user
                                        : UsernamePasswordAuthenticationToken.authenticated(
                                                parts[0],
                                                null,
                                                AuthorityUtils.createAuthorityList(parts[1]));
                            }
                        },
                response);
    }
}
