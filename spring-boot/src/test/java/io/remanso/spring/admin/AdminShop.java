package io.remanso.spring.admin;

import io.remanso.spring.shop.Shop;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.RootClassFilter;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;

/** The application without Spring Security, in which everybody has the role. */
@Import({AdminShop.Everybody.class, AdminShop.Watched.class})
class AdminShop extends Shop {

    /** Looks at every call of a controller and of a cache manager, as a log of calls would. */
    static class Watched {

        static final AtomicInteger CALLS = new AtomicInteger();

        @Bean
        static DefaultAdvisorAutoProxyCreator proxies() {
            DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
            creator.setProxyTargetClass(true);
            return creator;
        }

        @Bean
        static DefaultPointcutAdvisor ofControllers() {
            return new DefaultPointcutAdvisor(
                    AnnotationMatchingPointcut.forClassAnnotation(RestController.class), counted());
        }

        @Bean
        static DefaultPointcutAdvisor ofCacheManagers() {
            return new DefaultPointcutAdvisor(
                    new ComposablePointcut(new RootClassFilter(CacheManager.class)), counted());
        }

        private static MethodInterceptor counted() {
            return call -> {
                CALLS.incrementAndGet();
                return call.proceed();
            };
        }
    }

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
