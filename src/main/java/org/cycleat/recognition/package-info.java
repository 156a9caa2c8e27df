/**
 * Expressions of faces in photographs, films and cameras: the way in for applications is {@link
 * org.cycleat.recognition.Recognizer}.
 */
package org.cycleat.recognition;
