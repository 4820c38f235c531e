package io.remanso.spring.endpoints;

/** Who may be given an answer that another request caused. */
public enum Audience {
    /**
     * Requests that nothing tells apart: the same principal with the same authorities, session,
     * client certificate, and the same request headers, cookies and credentials included, apart
     * from those known to say nothing about the caller. A session with attributes of the
     * application's own is not cached at all. Safe without a look at the handler.
     */
    CALLER,
    /**
     * Requests of a principal of the same name with the same authorities, whatever its tokens and
     * cookies; without a principal nothing is cached. For handlers that look at nothing else.
     */
    PRINCIPAL,
    /** Everyone. For handlers whose answer is the same for all. */
    EVERYONE
}
