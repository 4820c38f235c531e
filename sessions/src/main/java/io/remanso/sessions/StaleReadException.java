package io.remanso.sessions;

/** What was read first does not fit what was read next: someone committed in between. */
final class StaleReadException extends RuntimeException {

    StaleReadException() {
        super("someone committed between two reads", null, false, false);
    }
}
