package io.remanso.spring.endpoints;

import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * What a handler finds in its thread while it runs: the request as it is shown and the response
 * that is held back, for injected ones too, and nobody as the caller where it must not know who
 * that is. Leaving puts back what was there. Belongs to one thread.
 */
final class HandlerSurroundings {

    private static final boolean SECURITY =
            ClassUtils.isPresent(
                    "org.springframework.security.core.context.SecurityContextHolder",
                    HandlerSurroundings.class.getClassLoader());

    private final @Nullable RequestAttributes before;
    private final Attributes attributes;
    private final @Nullable Runnable callerBack;

    private HandlerSurroundings(
            @Nullable RequestAttributes before,
            Attributes attributes,
            @Nullable Runnable callerBack) {
        this.before = before;
        this.attributes = attributes;
        this.callerBack = callerBack;
    }

    static HandlerSurroundings enter(ShownRequest request, HttpServletResponse response) {
        RequestAttributes before = RequestContextHolder.getRequestAttributes();
        Attributes attributes = new Attributes(request, response, before);
        RequestContextHolder.setRequestAttributes(attributes);
        return new HandlerSurroundings(
                before,
                attributes,
                SECURITY && request.isAnonymous() ? Security.hideCaller() : null);
    }

    void leave() {
        if (callerBack != null) {
            callerBack.run();
        }
        RequestContextHolder.setRequestAttributes(before);
        attributes.requestCompleted();
    }

    /** The beans of the request live as long as the request, not as the run of the handler. */
    private static final class Attributes extends ServletRequestAttributes {

        private final @Nullable RequestAttributes whole;

        Attributes(
                ShownRequest request,
                HttpServletResponse response,
                @Nullable RequestAttributes whole) {
            super(request, response);
            this.whole = whole;
        }

        @Override
        public void registerDestructionCallback(String name, Runnable callback, int scope) {
            if (whole == null) {
                super.registerDestructionCallback(name, callback, scope);
            } else {
                whole.registerDestructionCallback(name, callback, scope);
            }
        }

        @Override
        public void removeAttribute(String name, int scope) {
            if (whole == null || scope != SCOPE_REQUEST) {
                super.removeAttribute(name, scope);
            } else {
                whole.removeAttribute(name, scope);
            }
        }
    }

    /** What needs Spring Security on the class path. */
    private static final class Security {

        /**
         * @return puts the caller back, without a look at who it is
         */
        static Runnable hideCaller() {
            Supplier<SecurityContext> caller = SecurityContextHolder.getDeferredContext();
            SecurityContextHolder.setContext(SecurityContextHolder.createEmptyContext());
            return () -> SecurityContextHolder.setDeferredContext(caller);
        }
    }
}
