package io.remanso.spring.endpoints;

/**
 * Why a handler was run without its answer being kept, in the words of RFC 9211: a miss, because a
 * key does not say whether the address or a header made the difference.
 */
enum Forward {
    /** The caller asked for it. */
    BYPASS("fwd=bypass"),
    /** The caller wants a part only. */
    RANGE("fwd=bypass; detail=range"),
    /** The answer may depend on a body. */
    BODY("fwd=bypass; detail=body"),
    /** The audience is the principal, and there is none. */
    NO_PRINCIPAL("fwd=bypass; detail=no-principal"),
    /** The session has attributes that may decide the answer. */
    SESSION("fwd=bypass; detail=session"),
    /** Only GET and HEAD are cached. */
    METHOD("fwd=method"),
    /** HEAD takes what GET has stored, and stores nothing. */
    HEAD("fwd=miss"),
    /** The answer is none of those that are kept: its status, or a header, says so. */
    NOT_STORABLE("fwd=miss; detail=not-storable"),
    TOO_LARGE("fwd=miss; detail=too-large"),
    /** The handler goes on after it has returned. */
    ASYNC("fwd=miss; detail=async"),
    /** The answer is rendered by a view. */
    VIEW("fwd=miss; detail=view");

    private final String text;

    Forward(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
