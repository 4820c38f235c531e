@NullMarked
package io.remanso.jcache;

import org.jspecify.annotations.NullMarked;
