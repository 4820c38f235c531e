package io.remanso.sessions.embedded;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that can lose power, fail or be full. What was not synced may be there after a
 * loss of power, or not, or in part: each write by itself, in sectors; what happened to names in
 * the order in which it happened, as file systems with a journal have it.
 */
final class SimulatedDisk implements Disk {

    private final Map<Path, Content> names = new HashMap<>();
    private final Map<Path, Content> durableNames = new HashMap<>();
    private final List<Renaming> pending = new ArrayList<>();
    private long capacity = Long.MAX_VALUE;
    private long operations;
    private long failAt = Long.MAX_VALUE;
    private boolean failOnce;

    /** A change of names that may not have reached the disk. */
    private record Renaming(Set<Path> folders, Map<Path, Content> after) {}

    /** How many changing calls there were. */
    synchronized long operations() {
        return operations;
    }

    /** Lets the power go at this changing call: it and all after it fail. */
    synchronized void losePowerAt(long operation) {
        failAt = operation;
        failOnce = false;
    }

    /** Lets this changing call fail, and only it. */
    synchronized void failAt(long operation) {
        failAt = operation;
        failOnce = true;
    }

    /** Lets all files together have at most so many bytes. */
    synchronized void capacity(long bytes) {
        capacity = bytes;
    }

    synchronized long used() {
        return new HashSet<>(names.values()).stream().mapToLong(content -> content.now.size).sum();
    }

    /** The disk after the power came back. */
    synchronized SimulatedDisk afterPowerLoss(Random random) {
        Map<Path, Content> survived = new HashMap<>(durableNames);
        int renamings = random.nextInt(pending.size() + 1);
        if (renamings > 0) {
            survived = pending.get(renamings - 1).after();
        }
        SimulatedDisk disk = new SimulatedDisk();
        Map<Content, Content> copies = new HashMap<>();
        survived.forEach((path, content) ->
                disk.names.put(
                        path, copies.computeIfAbsent(content, old -> old.afterPowerLoss(random))));
        disk.durableNames.putAll(disk.names);
        return disk;
    }

    private void changing() throws IOException {
        long operation = operations++;
        if (failOnce ? operation == failAt : operation >= failAt) {
            throw new IOException("simulated failure");
        }
    }

    private Content content(Path path) throws IOException {
        Content content = names.get(path);
        if (content == null) {
            throw new FileNotFoundException("not on the simulated disk: " + path);
        }
        return content;
    }

    private void named(Path... paths) {
        Set<Path> folders = new HashSet<>();
        for (Path path : paths) {
            folders.add(path.getParent());
        }
        pending.add(new Renaming(folders, new HashMap<>(names)));
    }

    @Override
    public synchronized DiskFile open(Path file) throws IOException {
        return new Handle(content(file));
    }

    @Override
    public synchronized DiskFile openWritable(Path file) throws IOException {
        return new Handle(content(file));
    }

    @Override
    public synchronized DiskFile create(Path file) throws IOException {
        changing();
        Content content = new Content();
        if (names.putIfAbsent(file, content) != null) {
            throw new FileAlreadyExistsException(file.toString());
        }
        named(file);
        return new Handle(content);
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        changing();
        names.put(to, content(from));
        names.remove(from);
        named(from, to);
    }

    @Override
    public synchronized void delete(Path file) throws IOException {
        if (names.containsKey(file)) {
            changing();
            names.remove(file);
            named(file);
        }
    }

    @Override
    public synchronized List<Path> list(Path folder) {
        return names.keySet().stream()
                .filter(path -> folder.equals(path.getParent()))
                .sorted()
                .toList();
    }

    @Override
    public synchronized void syncFolder(Path folder) throws IOException {
        changing();
        for (int i = pending.size() - 1; i >= 0; i--) {
            if (pending.get(i).folders().contains(folder)) {
                durableNames.clear();
                durableNames.putAll(pending.get(i).after());
                pending.subList(0, i + 1).clear();
                return;
            }
        }
    }

    @Override
    public synchronized Instant lastUsed(Path file) throws IOException {
        return content(file).used;
    }

    @Override
    public synchronized void markUsed(Path file, Instant when) throws IOException {
        content(file).used = when;
    }

    /** Bytes of a file. */
    private static final class Bytes {

        private byte[] array = {};
        private int size;

        void put(int position, byte[] from, int offset, int length) {
            if (position + length > array.length) {
                array = Arrays.copyOf(array, Math.max(position + length, 2 * array.length));
            }
            System.arraycopy(from, offset, array, position, length);
            size = Math.max(size, position + length);
        }

        void cut(int length) {
            if (length < size) {
                Arrays.fill(array, length, size, (byte) 0);
                size = length;
            }
        }

        Bytes copy() {
            Bytes copy = new Bytes();
            copy.put(0, array, 0, size);
            return copy;
        }
    }

    /** A write, or a cut when there are no bytes. */
    private record Change(int position, byte @Nullable [] bytes) {

        void apply(Bytes to) {
            if (bytes == null) {
                to.cut(position);
            } else {
                to.put(position, bytes, 0, bytes.length);
            }
        }
    }

    /** A file: as it is, and as it is on the platter. */
    private static final class Content {

        private static final int SECTOR = 512;

        private Bytes now = new Bytes();
        private Bytes durable = new Bytes();
        private final List<Change> unsynced = new ArrayList<>();
        private Instant used = Instant.now();

        void apply(Change change) {
            change.apply(now);
            unsynced.add(change);
        }

        void sync() {
            unsynced.forEach(change -> change.apply(durable));
            unsynced.clear();
        }

        Content afterPowerLoss(Random random) {
            Bytes survived = durable.copy();
            for (Change change : unsynced) {
                byte[] bytes = change.bytes();
                if (bytes == null) {
                    if (random.nextBoolean()) {
                        change.apply(survived);
                    }
                    continue;
                }
                boolean whole = random.nextInt(3) == 0;
                for (int from = 0; from < bytes.length; from += SECTOR) {
                    if (whole || random.nextBoolean()) {
                        int length = Math.min(SECTOR, bytes.length - from);
                        survived.put(change.position() + from, bytes, from, length);
                    }
                }
            }
            Content content = new Content();
            content.durable = survived;
            content.now = survived.copy();
            content.used = used;
            return content;
        }
    }

    private final class Handle implements DiskFile {

        private final Content content;

        private Handle(Content content) {
            this.content = content;
        }

        @Override
        public long length() {
            synchronized (SimulatedDisk.this) {
                return content.now.size;
            }
        }

        @Override
        public void read(long position, byte[] into, int offset, int length) throws IOException {
            synchronized (SimulatedDisk.this) {
                if (position + length > content.now.size) {
                    throw new EOFException("the simulated file ends before");
                }
                System.arraycopy(content.now.array, (int) position, into, offset, length);
            }
        }

        @Override
        public void write(long position, byte[] from, int offset, int length) throws IOException {
            synchronized (SimulatedDisk.this) {
                changing();
                long grown = Math.max(0, position + length - content.now.size);
                if (used() + grown > capacity) {
                    throw new IOException("No space left on device");
                }
                byte[] bytes = Arrays.copyOfRange(from, offset, offset + length);
                content.apply(new Change((int) position, bytes));
            }
        }

        @Override
        public void truncate(long length) throws IOException {
            synchronized (SimulatedDisk.this) {
                changing();
                content.apply(new Change((int) length, null));
            }
        }

        @Override
        public void sync() throws IOException {
            synchronized (SimulatedDisk.this) {
                changing();
                content.sync();
            }
        }

        @Override
        public void close() {}
    }
}
