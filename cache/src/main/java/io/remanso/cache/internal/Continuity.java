package io.remanso.cache.internal;

/** The rules by which a node decides that it has missed no invalidation. */
interface Continuity {

    /** Every event is the next one; a log is gone on with if Redis says that nothing is missing. */
    Continuity SAFE =
            new Continuity() {
                @Override
                public boolean follows(Position last, String epoch, long seq) {
                    return epoch.equals(last.epoch()) && seq == last.seq() + 1;
                }

                @Override
                public boolean mayGoOn(Journal.Attached attached) {
                    return attached.goOn();
                }
            };

    /** Whether an event is the next after the last one that was applied. */
    boolean follows(Position last, String epoch, long seq);

    /** Whether entries may be kept after a reconnection. */
    boolean mayGoOn(Journal.Attached attached);
}
