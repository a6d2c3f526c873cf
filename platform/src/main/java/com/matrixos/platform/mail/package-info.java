/// Mail to people, handed to a server over SMTP.
@NullMarked
package com.matrixos.platform.mail;

import org.jspecify.annotations.NullMarked;
