package io.remanso.server.problems;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import org.apache.catalina.connector.ClientAbortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/** The problems of input and output: the client's side of a connection, or the server's disk. */
final class IoProblems {

    private static final Logger LOG = LoggerFactory.getLogger(IoProblems.class);

    /** The container's bounds, whose figures its exceptions do not carry. */
    private static final Problem FORM_TOO_LARGE =
            Problem.of(
                    ProblemCode.UPLOAD_TOO_LARGE,
                    "A form may have at most 50 fields, and 2 MB in those that are no file; send fewer or shorter ones");

    private IoProblems() {}

    static Problem of(Exception e) {
        if (isClientGone(e)) {
            return Problem.of(ProblemCode.MALFORMED_REQUEST, "The request ended before its body");
        }
        LOG.warn("Reading or writing the disk failed", e);
        return Problem.of(
                ProblemCode.STORAGE_UNAVAILABLE,
                "The server cannot write its disk now, it may be full; nothing was changed. Try again later.");
    }

    static Problem ofMultipart(MultipartException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (isDisk(cause)) {
                return of(e);
            }
        }
        if (e instanceof MaxUploadSizeExceededException size) {
            return size.getMaxUploadSize() > 0 ? tooLarge(size.getMaxUploadSize()) : FORM_TOO_LARGE;
        }
        return Problem.of(
                ProblemCode.MALFORMED_REQUEST, "The request is no whole multipart/form-data body");
    }

    static Problem tooLarge(long limit) {
        return Problem.of(
                ProblemCode.UPLOAD_TOO_LARGE,
                "An upload may have at most %,d bytes (MAX_UPLOAD_MB); send a smaller or compressed file"
                        .formatted(limit));
    }

    private static boolean isDisk(Throwable e) {
        String message = Objects.requireNonNullElse(e.getMessage(), "");
        boolean full = message.contains("No space left") || message.contains("File too large");
        return e instanceof FileSystemException || (e instanceof IOException && full);
    }

    /** Whether the connection has ended on the client's side. */
    static boolean isClientGone(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientAbortException || cause instanceof java.io.EOFException) {
                return true;
            }
        }
        return false;
    }
}
