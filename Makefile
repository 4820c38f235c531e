# The two commands of the README are `make run` and `make test`; `make help` lists the rest.
JAVA_HOME := $(shell build/find-jdk)
ifeq ($(JAVA_HOME),)
$(error no JDK, see above)
endif
export JAVA_HOME
MVN := ./mvnw

.PHONY: help test format

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1	\2/' | expand -t 20

test: ## build everything and run all tests and checks
	$(MVN) verify

format: ## format the sources
	$(MVN) spotless:apply
