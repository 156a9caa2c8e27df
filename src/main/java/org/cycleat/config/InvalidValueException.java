package org.cycleat.config;

/** A value that a record's constructor refuses; {@link Binder} adds where the value stands. */
final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String component;

  /**
   * @param component the name of the record's component, without its section
   */
  InvalidValueException(String component, String message) {
    super(message);
    this.component = component;
  }

  String component() {
    return component;
  }
}
