/** An application as tests start it, once per node, over real HTTP. */
@NullMarked
package io.remanso.spring.shop;

import org.jspecify.annotations.NullMarked;
