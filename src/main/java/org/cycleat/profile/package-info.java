/** What a training step spends its time on, operation by operation. */
package org.cycleat.profile;
