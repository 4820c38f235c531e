package io.remanso.server;

import io.remanso.server.jobs.Jobs;
import io.remanso.server.settings.ServerSettings;
import io.remanso.server.storage.BackendSelection;
import io.remanso.server.storage.Storage;
import io.remanso.server.uploads.Intake;
import io.remanso.server.uploads.StagingFolder;
import io.remanso.sessions.DatasetSessions;
import io.remanso.sessions.SessionSettings;
import io.remanso.spring.settings.StartRefusedException;
import io.remanso.tables.TableEngine;
import io.remanso.tables.TableSettings;
import io.remanso.tables.files.TableImport;
import java.io.IOException;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of the server, each closed in the reverse order. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    StagingFolder stagingFolder(ServerSettings settings) {
        try {
            return StagingFolder.open(settings.storageDir().resolve("scratch"));
        } catch (IOException e) {
            throw new StartRefusedException(
                    "STORAGE_DIR must be a folder that the server can read and write, got '%s'"
                            .formatted(settings.storageDir()),
                    e);
        }
    }

    @Bean
    TableEngine tableEngine(ServerSettings settings, StagingFolder staging) {
        return TableEngine.open(
                TableSettings.defaults(staging.path())
                        .withSerialization(settings.format(), settings.codec())
                        .withMaxTableBytes(settings.maxTableBytes())
                        .withEngineBytes(settings.queryBytes()));
    }

    @Bean
    Storage storage(ServerSettings settings, Clock clock) {
        return BackendSelection.open(settings, clock);
    }

    @Bean
    DatasetSessions datasetSessions(
            Storage storage, TableEngine engine, ServerSettings settings, Clock clock) {
        return new DatasetSessions(
                storage.backend(),
                engine,
                SessionSettings.defaults()
                        .withTtl(settings.sessionTtl())
                        .withMaxVersions(settings.maxVersions()),
                clock);
    }

    @Bean
    Jobs jobs(ServerSettings settings) {
        return new Jobs(settings.maxJobs(), settings.maxWaitingJobs());
    }

    @Bean
    Intake intake(StagingFolder staging, ServerSettings settings) {
        return new Intake(staging, settings.maxUploadBytes());
    }

    @Bean
    TableImport tableImport(TableEngine engine) {
        return new TableImport(engine);
    }
}
