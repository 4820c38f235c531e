package io.remanso.server.uploads;

import io.remanso.server.problems.ProblemCode;
import io.remanso.server.problems.RequestRefusedException;
import io.remanso.tables.InvalidParameterException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Receives uploaded files: a multipart field {@value #FILE}, or a raw body whose name the request
 * gives. Bytes go straight to the staging folder. Nothing stays there when a request is refused or
 * breaks off. Thread-safe.
 */
public final class Intake {

    /** The multipart field that holds the file. */
    public static final String FILE = "file";

    private static final int FORM_OVERHEAD = 1 << 20;
    private static final int BUFFER = 1 << 16;

    private final StagingFolder staging;
    private final long maxBytes;

    /**
     * @param maxBytes the most bytes of a file
     */
    public Intake(StagingFolder staging, long maxBytes) {
        this.staging = staging;
        this.maxBytes = maxBytes;
    }

    /** Whether the body of a request is a form with files. */
    public static boolean isMultipart(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null
                && type.regionMatches(
                        true, 0, "multipart/form-data", 0, "multipart/form-data".length());
    }

    /**
     * Receives the file of a request; the caller closes it.
     *
     * @param filename the name that the query gives; it wins over the one in a form
     * @throws RequestRefusedException when the file is over the limit
     * @throws InvalidParameterException when there is no file or no name
     */
    public ReceivedFile receive(HttpServletRequest request, @Nullable String filename)
            throws IOException, ServletException {
        if (request.getContentLengthLong() > maxBytes + FORM_OVERHEAD) {
            throw tooLarge();
        }
        return isMultipart(request)
                ? receiveForm(request, filename)
                : receiveBody(request.getInputStream(), filename);
    }

    /** Copies a stream to a file of the staging folder; the caller closes the file. */
    public ReceivedFile receive(InputStream bytes, String filename) throws IOException {
        return receiveBody(bytes, filename);
    }

    private ReceivedFile receiveForm(HttpServletRequest request, @Nullable String filename)
            throws IOException, ServletException {
        Part file = null;
        Set<String> names = new TreeSet<>();
        for (Part part : request.getParts()) {
            if (!names.add(part.getName())) {
                throw new InvalidParameterException(
                        "A form field comes once, got '%s' twice".formatted(part.getName()));
            }
            if (part.getName().equals(FILE)) {
                file = part;
            } else if (part.getSubmittedFileName() != null) {
                throw new InvalidParameterException(
                        "The file of a form is in the field '%s', got one in '%s'"
                                .formatted(FILE, part.getName()));
            }
        }
        if (file == null) {
            throw new InvalidParameterException(
                    "A form must carry the file in a field '%s', got the fields %s"
                            .formatted(FILE, names));
        }
        if (file.getSize() > maxBytes) {
            throw tooLarge();
        }
        String name = name(filename == null ? file.getSubmittedFileName() : filename);
        Path target = staging.newFile();
        file.write(target.toString());
        return new ReceivedFile(target, name);
    }

    private ReceivedFile receiveBody(InputStream body, @Nullable String filename)
            throws IOException {
        String name = name(filename);
        ReceivedFile file = new ReceivedFile(staging.newFile(), name);
        try {
            copy(body, file.path());
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void copy(InputStream body, Path target) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long total = 0;
        try (OutputStream out = Files.newOutputStream(target)) {
            for (int n = read(body, buffer); n >= 0; n = read(body, buffer)) {
                total += n;
                if (total > maxBytes) {
                    throw tooLarge();
                }
                out.write(buffer, 0, n);
            }
        }
    }

    private static int read(InputStream body, byte[] buffer) {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            throw new RequestRefusedException(
                    ProblemCode.MALFORMED_REQUEST, "The upload broke off before its end", e);
        }
    }

    /** The last part of what may be a path of the client's machine, in one line. */
    private static String name(@Nullable String filename) {
        String name = filename == null ? "" : filename.replaceAll("\\p{Cntrl}+", " ").strip();
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        if (name.isEmpty()) {
            throw new InvalidParameterException(
                    "A file must have a name: send a form field 'file' with a filename, or a raw body with ?filename=NAME");
        }
        return name;
    }

    private RequestRefusedException tooLarge() {
        return new RequestRefusedException(
                ProblemCode.UPLOAD_TOO_LARGE,
                "An upload may have at most %,d bytes (MAX_UPLOAD_MB); send a smaller file"
                        .formatted(maxBytes));
    }
}
