package io.remanso.server.problems;

/** An answer failed after its first bytes were sent; the connection is to be broken off. */
final class AnswerBrokenException extends RuntimeException {

    AnswerBrokenException(Throwable cause) {
        super("An answer failed half-way", cause);
    }
}
