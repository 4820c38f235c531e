package io.remanso.testing;

/** An error reply of Redis; the message is the reply as it stands, its code word first. */
public final class ReplyError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    ReplyError(String message) {
        super(message);
        this.code = message.split(" ", 2)[0];
    }

    /** The first word of the reply, such as NOAUTH or MOVED. */
    public String code() {
        return code;
    }
}
