/** The tests that two clients with the same class names share. */
@NullMarked
package io.fastdfs.interop.csource;

import org.jspecify.annotations.NullMarked;
