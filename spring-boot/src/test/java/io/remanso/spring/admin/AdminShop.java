package io.remanso.spring.admin;

import io.remanso.spring.shop.Shop;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.filter.OncePerRequestFilter;

/** The application without Spring Security, in which everybody has the role. */
@Import(AdminShop.Everybody.class)
class AdminShop extends Shop {

    /** Gives the role. */
    static class Everybody {
        @Bean
        OncePerRequestFilter everybody() {
            return new OncePerRequestFilter() {
                @Override
                protected void doFilterInternal(
                        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                        throws ServletException, IOException {
                    chain.doFilter(
                            new HttpServletRequestWrapper(request) {
                                @Override
                                public boolean isUserInRole(String role) {
                                    return role.equals("admin");
                                }
                            },
                            response);
                }
            };
        }
    }
}
