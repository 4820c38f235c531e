/**
 * How the server speaks HTTP and JSON, whatever the call: the container, the form of JSON, and
 * checks that hold for every request.
 */
@NullMarked
package io.remanso.server.web;

import org.jspecify.annotations.NullMarked;
