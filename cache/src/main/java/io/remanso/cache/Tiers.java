package io.remanso.cache;

/** Where a cache keeps its entries. */
public enum Tiers {
    /**
     * In this process alone. Invalidations still reach every node of the application, values never
     * leave the node.
     */
    NEAR,
    /** In Redis alone: every read is a round trip. */
    FAR,
    /** In this process in front of Redis. */
    BOTH;

    public boolean near() {
        return this != FAR;
    }

    public boolean far() {
        return this != NEAR;
    }
}
