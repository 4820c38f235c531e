package io.remanso.sessions.embedded;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;

/** Keeps warnings that a test provokes by the hundred out of its output. */
final class Quiet {

    private Quiet() {}

    static void set(boolean quiet) {
        ((Logger) Failures.LOG).setLevel(quiet ? Level.OFF : null);
    }
}
