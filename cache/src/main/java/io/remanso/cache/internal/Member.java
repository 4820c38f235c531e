package io.remanso.cache.internal;

/** A cache as the node sees it: what invalidations are passed on to. */
interface Member {

    /** What stands before the keys of the cache. */
    String keyPrefix();

    /** A key, without the cache's prefix, was dropped or replaced. */
    void keyInvalidated(String text, long stamp);

    /**
     * All keys that match were dropped; the pattern is for keys with the cache's prefix.
     *
     * @return how many were held in process
     */
    long matchingInvalidated(Glob glob, long stamp);

    /** Everything was dropped. */
    void cleared(long stamp);

    /** Invalidations may have been missed: everything in process is void. */
    void missed(long stamp);

    /** Drops what is void or over from the process. */
    void sweep(long now);

    /** The node has parted with the cache, which hears of nothing from now on. */
    void parted();
}
