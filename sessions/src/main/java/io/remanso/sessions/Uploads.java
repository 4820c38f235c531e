package io.remanso.sessions;

import io.remanso.sessions.storage.Staging;
import io.remanso.sessions.storage.TempId;
import io.remanso.sessions.storage.TempItem;
import io.remanso.sessions.storage.UploadNotFoundException;
import io.remanso.tables.ChunkName;
import io.remanso.tables.InvalidParameterException;
import io.remanso.tables.Manifest;
import io.remanso.tables.Table;
import io.remanso.tables.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Keeps files and tables for a while. Thread-safe. */
final class Uploads {

    private static final int PIECE = 1 << 20;

    private final Context context;

    Uploads(Context context) {
        this.context = context;
    }

    Upload create(String filename, InputStream bytes, ObjectNode attributes, Duration ttl) {
        MetadataWriter.checkFilename(filename);
        TempId id = TempId.random();
        try (Staging staging = context.backend().stage(id)) {
            List<ChunkName> pieces = new ArrayList<>();
            long size = 0;
            byte[] piece = bytes.readNBytes(PIECE);
            while (piece.length > 0) {
                ChunkName name = ChunkName.of(piece);
                staging.stage(name, piece);
                pieces.add(name);
                size += piece.length;
                piece = bytes.readNBytes(PIECE);
            }
            return keep(
                    id,
                    new UploadDocument(filename, size, pieces, Map.of(), attributes.deepCopy()),
                    ttl,
                    staging);
        } catch (IOException e) {
            throw new UnreadableFileException("An upload must arrive whole; this one broke off", e);
        }
    }

    Upload create(String filename, Map<String, Table> sheets, Duration ttl) {
        MetadataWriter.checkFilename(filename);
        TempId id = TempId.random();
        try (Staging staging = context.backend().stage(id)) {
            Map<String, Manifest> manifests = new LinkedHashMap<>();
            sheets.forEach((name, table) -> {
                context.checkSize(table.manifest());
                WholeTable.copy(table, Set.of(), staging);
                manifests.put(name, table.manifest());
            });
            return keep(
                    id,
                    new UploadDocument(
                            filename,
                            0,
                            List.of(),
                            manifests,
                            JsonNodeFactory.instance.objectNode()),
                    ttl,
                    staging);
        }
    }

    private Upload keep(TempId id, UploadDocument document, Duration ttl, Staging staging) {
        Instant end = context.now().plus(ttl);
        context.backend().createTemp(id, ttl, document.write(), staging);
        return upload(id, document, end);
    }

    Upload find(TempId id) {
        TempItem item = context.backend().temp(id);
        return upload(id, UploadDocument.read(item), item.expiresAt());
    }

    private static Upload upload(TempId id, UploadDocument document, Instant end) {
        return new Upload(
                id.value(),
                document.filename(),
                document.size(),
                List.copyOf(document.sheets().keySet()),
                document.attributes(),
                end);
    }

    InputStream open(TempId id) {
        return new PieceStream(
                context.backend(), id, UploadDocument.read(context.backend().temp(id)).file());
    }

    Table sheet(TempId id, String name) {
        UploadDocument document = UploadDocument.read(context.backend().temp(id));
        Manifest manifest = document.sheets().get(name);
        if (manifest == null) {
            throw new InvalidParameterException(
                    "A sheet is one of %s, got '%s'".formatted(document.sheets().keySet(), name));
        }
        return new Table(context.engine(), manifest, names -> context.backend().chunks(id, names));
    }

    void delete(TempId id) {
        if (!context.backend().deleteTemp(id)) {
            throw new UploadNotFoundException(id.value());
        }
    }
}
