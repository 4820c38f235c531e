package io.remanso.sessions.storage;

/**
 * What a session points at: the only thing of it that changes. Two heads are the same only when all
 * three members are.
 *
 * @param version the current version
 * @param commitId the id of the last commit, which is new with every commit, also with one that
 *     keeps the version
 * @param state the random id of the current version's manifest: the same state id always means the
 *     same manifest, in every session, so that what was read of it may be kept for good
 */
public record Head(int version, String commitId, String state) {}
