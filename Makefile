# The two commands of the README are `make run` and `make test`; `make help` lists the rest.
JAVA_HOME := $(shell build/find-jdk)
ifeq ($(JAVA_HOME),)
$(error no JDK, see above)
endif
export JAVA_HOME
MVN := ./mvnw

.PHONY: help run test torture bench format

JAR := server/target/remanso-server.jar
# The jar unpacked, with an archive of its loaded classes from the first end on: it starts in half the time.
SERVER := server/target/run/remanso-server.jar
SOURCES := $(shell find redis cache tables sessions spring-boot server -path '*/src/main/*' -type f 2>/dev/null) $(wildcard pom.xml */pom.xml)

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1	\2/' | expand -t 20

run: $(SERVER) ## start the server on port 8000, with nothing else installed; settings are environment variables
	@"$(JAVA_HOME)/bin/java" -XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow \
	    -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile=$(SERVER:.jar=.jsa) -Xlog:cds=off -Xlog:cds+dynamic=off \
	    $(JAVA_OPTS) -jar $(SERVER) || [ $$? -eq 130 ]

$(SERVER): $(SOURCES)
	@echo "Building the server (the first time fetches its libraries) ..."
	@$(MVN) -q -pl server -am package -DskipTests -Dspotless.check.skip -Djacoco.skip
	@"$(JAVA_HOME)/bin/java" -Djarmode=tools -jar $(JAR) extract --force --destination $(@D)
	@touch $@

test: ## build everything and run all tests and checks
	$(MVN) -T 2 verify

# A failure is a finding, also when it is not seen again: nothing is repeated.
TORTURE := -Dsurefire.rerunFailingTestsCount=0 -Dsurefire.failIfNoSpecifiedTests=false -Dspotless.check.skip

torture: ## kill a committing process KILLS times and cut a simulated disk's power as often; SEED=n repeats a run; then faults, outage and many keys for the cache
	$(MVN) -q -pl sessions -am test $(TORTURE) -Dtest='KillTest,PowerLossTest,HistoryTest' -Dremanso.fault.runs=500 \
	    -Dremanso.kills=$(or $(KILLS),500) -Dremanso.powerLosses=$(or $(KILLS),500) $(if $(SEED),-Dremanso.seed=$(SEED))
	$(MVN) -q -pl server -am test $(TORTURE) -Dtest='io.remanso.server.http.KillTest' \
	    -Dtorture.kills=$(or $(KILLS),100) $(if $(SEED),-Dtorture.seed=$(SEED))
	$(MVN) -q -pl cache -am test $(TORTURE) -Dtest='CoherenceTest,OutageTest,ManyKeysTest' \
	    -Dremanso.checker.seconds=120 -Dremanso.outage.seconds=60 -Dremanso.keys=2000000 $(if $(SEED),-Dremanso.checker.seed=$(SEED))

bench: ## print the figures of the documentation, beside peers; FIGURES="import undo" chooses some
	$(MVN) -q -pl benchmarks -am package -Pbench -DskipTests -Dspotless.check.skip -Djacoco.skip -Dbench.args="$(FIGURES)"

format: ## format the sources
	$(MVN) spotless:apply
