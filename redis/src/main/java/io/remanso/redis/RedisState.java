package io.remanso.redis;

/** Whether Redis does its work. */
public enum RedisState {
    /** It answers, and takes writes. */
    CONNECTED,
    /**
     * It answers, with an error: a wrong password, no memory left, a disk that fails, data that is
     * being loaded, a replica.
     */
    ERROR,
    /** It does not answer. */
    DISCONNECTED
}
