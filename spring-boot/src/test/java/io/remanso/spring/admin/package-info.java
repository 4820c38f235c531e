@NullMarked
package io.remanso.spring.admin;

import org.jspecify.annotations.NullMarked;
